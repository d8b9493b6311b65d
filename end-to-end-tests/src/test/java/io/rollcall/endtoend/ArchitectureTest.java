package io.rollcall.endtoend;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ARCHITECTURE.md says of modules and of purity, held against the compiled classes. */
class ArchitectureTest {

    private static final JavaClasses ROLLCALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.rollcall");

    /** Decisions without I/O: they take time and randomness as arguments and can be tested by the hundred. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.rollcall.schemas",
                "io.rollcall.schemas.asyncapi",
                "io.rollcall.schemas.record",
                "io.rollcall.schemas.rules",
                "io.rollcall.schemas.sql",
                "io.rollcall.gateway.rows",
                "io.rollcall.metrics.answer",
                "io.rollcall.metrics.figures",
            })
    void keepsPurePackagesFreeOfSpringKafkaAndJdbc(String pure) {
        assertThat(ROLLCALL.containPackage(pure)).as("package %s", pure).isTrue();
        noClasses()
                .that()
                .resideInAPackage(pure)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..", "org.apache.kafka..", "java.sql..", "javax.sql..", "org.postgresql..")
                .check(ROLLCALL);
    }

    @Test
    void hasNoCyclesBetweenPackages() {
        slices().matching("io.rollcall.(**)").should().beFreeOfCycles().check(ROLLCALL);
    }

    @Test
    void letsModulesLookOnlyTheWayOfThePicture() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("schemas")
                .definedBy("io.rollcall.schemas..")
                .layer("access")
                .definedBy("io.rollcall.access..")
                .layer("tracing")
                .definedBy("io.rollcall.tracing..")
                .layer("gateway")
                .definedBy("io.rollcall.gateway..")
                .layer("validator")
                .definedBy("io.rollcall.validator..")
                .layer("sink")
                .definedBy("io.rollcall.sink..")
                .layer("backup")
                .definedBy("io.rollcall.backup..")
                .layer("metrics")
                .definedBy("io.rollcall.metrics..")
                .layer("embedded")
                .definedBy("io.rollcall.embedded..")
                .layer("quickstart")
                .definedBy("io.rollcall.quickstart..")
                .whereLayer("schemas")
                .mayNotAccessAnyLayer()
                .whereLayer("access")
                .mayNotAccessAnyLayer()
                .whereLayer("tracing")
                .mayOnlyAccessLayers("schemas")
                .whereLayer("embedded")
                .mayNotAccessAnyLayer()
                .whereLayer("gateway")
                .mayOnlyAccessLayers("schemas", "access", "tracing")
                .whereLayer("validator")
                .mayOnlyAccessLayers("schemas", "access", "tracing")
                .whereLayer("sink")
                .mayOnlyAccessLayers("schemas", "access", "tracing")
                .whereLayer("backup")
                .mayOnlyAccessLayers("schemas", "access")
                .whereLayer("metrics")
                .mayOnlyAccessLayers("schemas", "access")
                .check(ROLLCALL);
    }

    @Test
    void marksEveryPackageNullMarked() {
        assertThat(ROLLCALL.stream().map(JavaClass::getPackage).distinct()).allSatisfy(ArchitectureTest::isNullMarked);
    }

    @Test
    void letsImagesBeBuiltOfEveryModule() throws IOException {
        List<String> modules = Pattern.compile("<module>(.+)</module>")
                .matcher(Files.readString(Path.of("../pom.xml")))
                .results()
                .map(module -> "!" + module.group(1))
                .toList();

        assertThat(modules).isNotEmpty();
        assertThat(Files.readAllLines(Path.of("../.dockerignore"))).containsAll(modules);
    }

    private static void isNullMarked(JavaPackage room) {
        assertThat(room.isAnnotatedWith(NullMarked.class)).as(room.getName()).isTrue();
    }
}
