package io.rollcall.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.endtoend.OpenApi.Operation;
import io.rollcall.endtoend.OpenApiExamples.Answer;
import io.rollcall.endtoend.OpenApiExamples.Example;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Whoever executes the examples of the documentation page from top to bottom gets the answers that it describes. */
@ResourceLock(SharedRollcall.LOCK)
class OpenApiExamplesTest {

    private final OpenApiExamples examples =
            OpenApiExamples.servedBy(SharedRollcall.addresses().of("gateway"));

    /** A token by the first of them, which signs in; deletions when all the rest has been. */
    @TestFactory
    Stream<DynamicTest> answersAsDescribed() {
        return examples.inOrder()
                .map(example -> DynamicTest.dynamicTest(example.name(), () -> {
                    Answer answer = examples.run(example);

                    JsonNode described = described(example.operation(), answer);
                    JsonNode content = described.path("content");
                    if (content.isMissingNode()) {
                        assertThat(answer.body()).isEmpty();
                    } else {
                        assertThat(content.propertyNames()).contains(answer.mediaType());
                        assertThat(examples.violations(
                                        content.required(answer.mediaType()).path("schema"), answer))
                                .as(answer.body())
                                .isEmpty();
                    }
                }));
    }

    private JsonNode described(Operation operation, Answer answer) {
        Map<Integer, JsonNode> responses = examples.document().responses(operation);
        assertThat(answer.status()).as(answer.body()).isBetween(200, 299);
        assertThat(responses).as(answer.body()).containsKey(answer.status());
        return responses.getOrDefault(answer.status(), MissingNode.getInstance());
    }

    @TestFactory
    Stream<DynamicTest> refusesWithoutATokenAsDescribed() {
        return examples.document().operations().stream()
                .filter(operation -> !operation.isOpen())
                .map(operation -> DynamicTest.dynamicTest(operation.name(), () -> {
                    Answer answer =
                            examples.runWithoutToken(new Example(operation, "", ""), Map.of("id", "x", "name", "x"));

                    assertThat(answer.status()).isEqualTo(401);
                    assertThat(schema(operation, answer).isObject()).isTrue();
                    assertThat(examples.violations(schema(operation, answer), answer))
                            .as(answer.body())
                            .isEmpty();
                }));
    }

    private JsonNode schema(Operation operation, Answer answer) {
        return content(operation, answer).path(answer.mediaType()).path("schema");
    }

    private JsonNode content(Operation operation, Answer answer) {
        Map<Integer, JsonNode> responses = examples.document().responses(operation);
        assertThat(responses).as(answer.body()).containsKey(answer.status());
        return responses
                .getOrDefault(answer.status(), MissingNode.getInstance())
                .path("content");
    }
}
