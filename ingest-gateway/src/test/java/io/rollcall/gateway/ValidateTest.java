package io.rollcall.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.embedded.Database;
import io.rollcall.gateway.RunningGateway.Answer;
import io.rollcall.testsupport.Backends;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ValidateTest {

    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        Database database = Backends.freshDatabase();
        SinkTables.create(database);
        SinkTables.execute(
                database,
                "create table public.departments(id bigint primary key)",
                "create table public.jobs(id bigint primary key)",
                "insert into public.departments values (1)",
                "insert into public.jobs values (1), (2)",
                "grant select on public.departments, public.jobs to "
                        + database.reader().user());
        gateway = RunningGateway.start(database, Map.of());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void saysOfEachRowWhichRulesItBreaksAndPublishesNothing() {
        Answer answer = gateway.post("/validate/hired_employees", "text/csv", """
                id,name,datetime,department_id,job_id
                1,Ann,2021-07-27T16:02:08Z,1,2
                x,,yesterday,9,1
                3,Bob
                """);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("rows").asInt()).isEqualTo(3);
        assertThat(answer.body().path("valid").asInt()).isEqualTo(1);
        assertThat(answer.body().at("/verdicts/0/valid").asBoolean()).isTrue();
        assertThat(answer.body().at("/verdicts/1/line").asInt()).isEqualTo(3);
        assertThat(answer.body()
                        .at("/verdicts/1/violations")
                        .valueStream()
                        .map(violation -> violation.path("code").asString()))
                .containsExactly("not_an_integer", "missing", "bad_datetime", "unknown_reference");
        assertThat(answer.body().at("/verdicts/2/violations/0/code").asString()).isEqualTo("wrong_column_count");
        assertThat(gateway.get("/batches").body().valueStream())
                .noneMatch(batch -> batch.at("/tables/hired_employees/received").asInt() == 3);
    }

    @Test
    void judgesJsonAsItWasSent() {
        Answer answer = gateway.post(
                "/validate/jobs", "application/json", "[{\"id\":1,\"job\":7},{\"id\":1.0,\"job\":\"a\",\"x\":1}]");
        assertThat(answer.body().at("/verdicts/0/violations/0/code").asString()).isEqualTo("wrong_type");
        assertThat(answer.body().at("/verdicts/1/violations").size()).isEqualTo(2);
        assertThat(gateway.post("/validate/nobody", "application/json", "[{}]").status())
                .isEqualTo(422);
        assertThat(gateway.post("/validate/jobs", "application/json", "[]").status())
                .isEqualTo(422);
    }
}
