# The image of one service. docker-compose.yaml builds all five; by hand, for example:
#   docker build -t rollcall/db-sink \
#     --build-arg SERVICE=db-sink --build-arg APPLICATION=io.rollcall.sink.SinkApplication .

# All services are built at once: whichever image comes first pays for it, the others find it done.
FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/m2 \
    mvn -B -ntp -q -Dmaven.repo.local=/m2 -Dmaven.test.skip=true -P '!train-registry' -DincludeScope=runtime \
      -pl ingest-gateway,validator-stream,db-sink,backup-service,metrics-service -am \
      package dependency:copy-dependencies
# A service's jars in two folders, since ours change with every build and the others hardly ever.
RUN for service in ingest-gateway validator-stream db-sink backup-service metrics-service; do \
      mkdir -p /image/$service/own && mv $service/target/dependency /image/$service/lib || exit 1; \
      cp $service/target/$service-*.jar /image/$service/own/ || exit 1; \
      for jar in schemas/target/*.jar access-control/target/*.jar tracing/target/*.jar pages/target/*.jar; do \
        found=/image/$service/lib/$(basename "$jar"); \
        if [ -e "$found" ]; then mv "$found" /image/$service/own/; fi; \
      done; \
    done \
    && javac -d /image deploy/health/HealthCheck.java

FROM eclipse-temurin:25-jre
ARG SERVICE
ARG APPLICATION
RUN groupadd --system --gid 10001 rollcall && useradd --system --uid 10001 --gid 10001 --no-create-home rollcall \
    && install -d -o rollcall -g rollcall /data
COPY --from=build /image/HealthCheck.class /app/
COPY --from=build /image/${SERVICE}/lib /app/lib
COPY --from=build /image/${SERVICE}/own /app/own
# What Java is started with, in files, so that no shell is needed.
RUN printf '%s\n' -Xmx16m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC '-cp /app HealthCheck' > /app/health.options \
    && printf '%s\n' --add-opens=java.base/java.lang=ALL-UNNAMED --enable-native-access=ALL-UNNAMED \
      --sun-misc-unsafe-memory-access=allow -XX:+UseSerialGC -XX:MaxRAMPercentage=50 -XX:MaxDirectMemorySize=64m \
      -XX:+ExitOnOutOfMemoryError "-cp $(ls /app/own/*.jar /app/lib/*.jar | paste -sd:)" > /app/java.options
# What a start loads and links, kept from one that was made here and led nowhere: with it the service is ready sooner.
RUN java -XX:AOTCacheOutput=/app/service.aot -Xlog:disable -Dspring.context.exit=onRefresh @/app/java.options \
      "$APPLICATION" \
      --rollcall.kafka.bootstrap-servers=localhost:1 --rollcall.registry.url=http://localhost:1 \
      --spring.datasource.url=jdbc:postgresql://localhost:1/none --spring.datasource.username=none \
      --spring.datasource.password=none --rollcall.access.jwk-set-uri=http://localhost:1 \
      --rollcall.access.issuer=nobody \
    && printf '%s\n' -XX:AOTCache=/app/service.aot "$APPLICATION" >> /app/java.options
USER rollcall
WORKDIR /data
ENV SERVER_ADDRESS=0.0.0.0 LOGGING_STRUCTURED_FORMAT_CONSOLE=ecs
ENTRYPOINT ["java", "@/app/java.options"]
