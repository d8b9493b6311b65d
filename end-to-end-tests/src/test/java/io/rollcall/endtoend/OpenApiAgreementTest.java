package io.rollcall.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.rollcall.access.AccessRule;
import io.rollcall.access.AccessRules;
import io.rollcall.endtoend.OpenApi.Operation;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.util.pattern.PathPatternParser;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The document says what the services' controllers and the access rules say, no call more and none less. */
class OpenApiAgreementTest {

    /** For browsers alone: pages, and what their forms are sent to. */
    private static final Set<String> PAGES = Set.of("GET /", "GET /login", "POST /login", "POST /logout", "GET /docs");

    /** Answered by Spring Boot, not by a controller of ours. */
    private static final Set<String> ACTUATOR = Set.of(
            "GET /actuator/health",
            "GET /actuator/health/liveness",
            "GET /actuator/health/readiness",
            "GET /actuator/prometheus");

    private static final OpenApi DOCUMENT = new OpenApi(read());

    @Test
    void describesEveryCallThereIsAndNoOther() {
        Set<String> expected = new TreeSet<>(mappings());
        assertThat(expected).containsAll(PAGES);
        expected.removeAll(PAGES);
        expected.addAll(ACTUATOR);

        assertThat(names(DOCUMENT.operations())).isEqualTo(expected);
    }

    static List<Operation> operations() {
        return DOCUMENT.operations();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void asksForTheScopeThatTheAccessRulesAskFor(Operation operation) {
        AccessRule rule = AccessRules.ALL.stream()
                .filter(candidate -> PathPatternParser.defaultInstance
                        .parse(candidate.path())
                        .matches(PathContainer.parsePath(operation.path())))
                .findFirst()
                .orElseThrow();

        assertThat(operation.isOpen()).isEqualTo(rule.isOpen());
        assertThat(operation.scopes())
                .isEqualTo(rule.scope() == null ? Set.of() : Set.of(rule.scope().text()));
    }

    @Test
    void givesEachCallANameOfItsOwn() {
        assertThat(DOCUMENT.operations()).extracting(Operation::id).doesNotHaveDuplicates();
    }

    private static Set<String> names(List<Operation> operations) {
        return operations.stream().map(Operation::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the controllers of all modules are mapped to. */
    private static Set<String> mappings() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.rollcall");
        return classes.stream()
                .filter(candidate ->
                        candidate.isMetaAnnotatedWith(Controller.class) || candidate.isAnnotatedWith(Controller.class))
                .map(JavaClass::reflect)
                .flatMap(controller ->
                        Arrays.stream(controller.getDeclaredMethods()).flatMap(method -> mappings(controller, method)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> mappings(Class<?> controller, Method method) {
        RequestMapping own = AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
        if (own == null || paths(own).getFirst().startsWith("${")) {
            return Stream.empty(); // the error page's address, which nobody asks for
        }
        RequestMapping shared = AnnotatedElementUtils.findMergedAnnotation(controller, RequestMapping.class);
        return paths(shared).stream()
                .flatMap(start -> paths(own).stream().map(start::concat))
                .flatMap(path -> Arrays.stream(own.method()).map(verb -> verb + " " + path));
    }

    private static List<String> paths(@Nullable RequestMapping mapping) {
        return mapping == null || mapping.path().length == 0 ? List.of("") : List.of(mapping.path());
    }

    private static JsonNode read() {
        InputStream file = Objects.requireNonNull(OpenApiAgreementTest.class.getResourceAsStream("/openapi.yaml"));
        Map<String, Object> document = new Yaml().load(file);
        return JsonMapper.shared().valueToTree(document);
    }
}
