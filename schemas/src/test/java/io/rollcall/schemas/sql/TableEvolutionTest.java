package io.rollcall.schemas.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import io.rollcall.schemas.sql.ExistingTable.ExistingColumn;
import io.rollcall.schemas.sql.ExistingTable.Reference;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TableEvolutionTest {

    private static final ExistingColumn BIGINT = new ExistingColumn("bigint", true);
    private static final ExistingColumn TEXT = new ExistingColumn("text", true);
    private static final String ID = "{\"name\": \"id\", \"type\": \"long\"}";
    private static final String NAME = "{\"name\": \"name\", \"type\": \"string\"}";

    private static List<String> statements(ExistingTable existing, String... fields) {
        Tables tables = Tables.of(List.of(
                "{\"type\": \"record\", \"name\": \"things\", \"namespace\": \"t\", \"fields\": ["
                        + String.join(",", fields) + "]}",
                "{\"type\": \"record\", \"name\": \"others\", \"namespace\": \"t\", \"fields\": [" + ID + "]}"));
        Table table = tables.named("things").orElseThrow();
        return new TableEvolution(table, tables, existing, Set.of()).statements();
    }

    private static ExistingTable existing(Map<String, ExistingColumn> columns) {
        return new ExistingTable(columns, List.of("id"), Set.of());
    }

    @Test
    void leavesATableAloneThatIsAsDescribed() {
        assertThat(statements(existing(Map.of("id", BIGINT, "name", TEXT)), ID, NAME))
                .isEmpty();
    }

    @Test
    void addsAColumnWithItsDefault() {
        assertThat(
                        statements(
                                existing(Map.of("id", BIGINT)),
                                ID,
                                "{\"name\": \"order\", \"type\": \"string\", \"default\": \"it's \\\\ new\"}",
                                "{\"name\": \"n\", \"type\": \"long\", \"default\": -7}",
                                "{\"name\": \"at\", \"type\": {\"type\": \"long\", \"logicalType\": \"timestamp-micros\"}, \"default\": 1}"))
                .containsExactly(
                        "ALTER TABLE public.\"things\" ADD COLUMN \"order\" text NOT NULL DEFAULT E'it''s \\\\ new'",
                        "ALTER TABLE public.\"things\" ADD COLUMN \"n\" bigint NOT NULL DEFAULT -7",
                        "ALTER TABLE public.\"things\" ADD COLUMN \"at\" timestamptz NOT NULL DEFAULT timestamptz"
                                + " '1970-01-01T00:00:00.000001Z'");
    }

    @Test
    void refusesANewColumnWithoutADefault() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> statements(existing(Map.of("id", BIGINT)), ID, NAME))
                .withMessage(
                        "table things cannot be changed as described: column name is new, and the schema file gives no"
                                + " default for the rows that are already there");
    }

    @Test
    void keepsWhatAColumnHeldThatIsGone() {
        assertThat(statements(existing(Map.of("id", BIGINT, "name", TEXT)), ID))
                .containsExactly("ALTER TABLE public.\"things\" ALTER COLUMN \"name\" DROP NOT NULL");
        assertThat(statements(existing(Map.of("id", BIGINT, "name", new ExistingColumn("text", false))), ID))
                .isEmpty();
    }

    @Test
    void fillsAColumnThatIsBack() {
        assertThat(statements(
                        existing(Map.of("id", BIGINT, "name", new ExistingColumn("text", false))),
                        ID,
                        "{\"name\": \"name\", \"type\": \"string\", \"default\": \"?\"}"))
                .containsExactly("UPDATE public.\"things\" SET \"name\" = E'?' WHERE \"name\" IS NULL; ALTER TABLE"
                        + " public.\"things\" ALTER COLUMN \"name\" SET NOT NULL");
    }

    @Test
    void refusesAnotherTypeAndAnotherKey() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> statements(existing(Map.of("id", BIGINT, "name", BIGINT)), ID, NAME))
                .withMessageContaining("column name is bigint in the database and text in the schema file");
        ExistingTable other = new ExistingTable(Map.of("id", BIGINT), List.of("number"), Set.of());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> statements(other, ID))
                .withMessageContaining("the key is [number] in the database and id in the schema file");
    }

    @Test
    void followsReferences() {
        String refers = "{\"name\": \"other_id\", \"type\": \"long\", \"references\": \"others\"}";
        assertThat(statements(existing(Map.of("id", BIGINT, "other_id", BIGINT)), ID, refers))
                .hasSize(2)
                .last()
                .isEqualTo(
                        "ALTER TABLE public.\"things\" ADD FOREIGN KEY (\"other_id\") REFERENCES public.\"others\" NOT"
                                + " ENFORCED");
        ExistingTable referring = new ExistingTable(
                Map.of("id", BIGINT, "other_id", BIGINT),
                List.of("id"),
                Set.of(new Reference("things_\"x\"_fkey", "other_id", "others")));
        assertThat(statements(referring, ID, refers)).isEmpty();
        assertThat(statements(referring, ID, "{\"name\": \"other_id\", \"type\": \"long\"}"))
                .containsExactly("ALTER TABLE public.\"things\" DROP CONSTRAINT \"things_\"\"x\"\"_fkey\"");
    }
}
