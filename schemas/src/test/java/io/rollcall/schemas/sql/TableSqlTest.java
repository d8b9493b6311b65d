package io.rollcall.schemas.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableSqlTest {

    private static final Tables TABLES = Tables.fromClassPath();

    private static Table table(String name) {
        return TABLES.named(name).orElseThrow();
    }

    @Test
    void declaresReferencesWithoutHavingThemEnforced() {
        assertThat(new TableSql(table("hired_employees")).create())
                .isEqualTo("CREATE TABLE public.\"hired_employees\" (\"id\" bigint NOT NULL, \"name\" text NOT NULL,"
                        + " \"datetime\" timestamptz NOT NULL, \"department_id\" bigint NOT NULL, \"job_id\" bigint NOT NULL,"
                        + " PRIMARY KEY (\"id\"), FOREIGN KEY (\"department_id\") REFERENCES public.\"departments\" NOT ENFORCED,"
                        + " FOREIGN KEY (\"job_id\") REFERENCES public.\"jobs\" NOT ENFORCED)");
    }

    @Test
    void leavesIdenticalRowsAlone() {
        assertThat(new TableSql(table("jobs")).upsert())
                .startsWith(
                        "WITH changed AS (INSERT INTO public.\"jobs\" AS kept (\"id\", \"job\") SELECT \"id\", \"job\" FROM"
                                + " pg_temp.\"jobs\" ON CONFLICT (\"id\") DO UPDATE SET \"job\" = excluded.\"job\" WHERE kept.\"job\" IS"
                                + " DISTINCT FROM excluded.\"job\" RETURNING old.\"id\" AS old_key, new.\"id\" AS new_key)");
    }

    @Test
    void keepsARollupOnlyWhereTheSchemaFileHasOne() {
        assertThat(new TableSql(table("jobs")).hasRollup()).isFalse();
        assertThat(new TableSql(table("jobs")).upsert()).doesNotContain("rollcall.");
        assertThat(new TableSql(table("hired_employees")).hasRollup()).isTrue();
        assertThat(new TableSql(table("hired_employees")).upsert())
                .contains("MERGE INTO rollcall.\"hires_by_quarter\"");
    }

    @Test
    void locksWhatIsReferredToInTheOrderOfTheKeys() {
        assertThat(new TableSql(table("departments")).lockKeys())
                .isEqualTo("SELECT \"id\" FROM public.\"departments\" WHERE \"id\" = ANY (?) ORDER BY 1 FOR KEY SHARE");
    }

    @Test
    void guardsAgainstEveryTableThatRefers() {
        ReferenceGuardSql guard = new ReferenceGuardSql(table("departments"), TABLES);
        assertThat(guard.isReferred()).isTrue();
        assertThat(guard.function())
                .contains("FROM public.\"hired_employees\" WHERE \"department_id\" = ANY (_removed)");
        assertThat(new ReferenceGuardSql(table("hired_employees"), TABLES).isReferred())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\"b", "a;b", "Ä", "1a", "a'", "DROP", "a\0"})
    void letsNoOtherNamesIntoSql(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> Identifier.quoted(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"offsets", "batches", "receipts", "dead_letters", "rebuilds"})
    void refusesARollupNamedLikeATableOfTheSinksOwn(String name) {
        Tables tables = Tables.of(java.util.List.of("""
                {"type": "record", "name": "t", "namespace": "n", "rollup": {"name": "%s", "instant": "at", "by": []},
                 "fields": [{"name": "id", "type": "long"},
                  {"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}}]}""".formatted(name)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TableSql(tables.named("t").orElseThrow()))
                .withMessageContaining("the sink has a table of that name");
    }
}
