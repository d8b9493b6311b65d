package io.rollcall.schemas.sql;

import io.rollcall.schemas.Column;
import io.rollcall.schemas.Table;
import io.rollcall.schemas.Tables;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The guard of a table that others refer to: a trigger that refuses to delete a row, or to change its key, while
 * another row refers to it. It looks once a statement, and only at what the statement removed.
 *
 * <p>It is safe beside writers because they hold {@code FOR KEY SHARE} locks on what they refer to: the delete waits
 * for them, and the trigger's queries, each with a snapshot of its own at READ COMMITTED, then see what they wrote.
 * That is why the guard refuses stricter isolation levels, whose snapshot is older.
 */
public final class ReferenceGuardSql {

    public static final String DELETE_TRIGGER = "refuse_delete_of_referenced";
    public static final String UPDATE_TRIGGER = "refuse_rekey_of_referenced";

    private final Table table;
    private final List<Referrer> referrers;
    private final String function;

    /** The guard of a table among all tables. */
    public ReferenceGuardSql(Table table, Tables tables) {
        this.table = table;
        this.referrers = tables.stream()
                .flatMap(other -> other.references().stream().map(column -> new Referrer(other, column)))
                .filter(referrer -> referrer.column().references().orElseThrow().equals(table.name()))
                .toList();
        this.function = Identifier.inRollcall(table.name());
    }

    /** Creates or replaces the guard's function. Its variables begin with _, which no column does. */
    public String function() {
        return """
                CREATE OR REPLACE FUNCTION %1$s() RETURNS trigger LANGUAGE plpgsql AS $guard$
                DECLARE
                    _removed bigint[];
                    _referred bigint;
                BEGIN
                    IF TG_OP = 'DELETE' THEN
                        SELECT array_agg(%2$s) INTO _removed FROM gone;
                    ELSE
                        SELECT array_agg(%2$s) INTO _removed FROM gone WHERE %2$s NOT IN (SELECT %2$s FROM came);
                    END IF;
                    IF _removed IS NULL THEN
                        RETURN NULL;
                    END IF;
                    IF current_setting('transaction_isolation') <> 'read committed' THEN
                        RAISE EXCEPTION 'rows of %3$s are deleted at isolation level READ COMMITTED only'
                            USING ERRCODE = 'invalid_transaction_state';
                    END IF;
                %4$s    RETURN NULL;
                END
                $guard$""".formatted(function, Identifier.quoted(table.key().name()), table.name(), checks());
    }

    private String checks() {
        return referrers.stream().map(this::check).collect(Collectors.joining());
    }

    private String check(Referrer referrer) {
        return """
                    SELECT %1$s INTO _referred FROM %2$s WHERE %1$s = ANY (_removed) LIMIT 1;
                    IF FOUND THEN
                        RAISE EXCEPTION USING ERRCODE = 'foreign_key_violation',
                            MESSAGE = '%3$s ' || _referred || ' is referred to by %4$s.%5$s';
                    END IF;
                """.formatted(
                        Identifier.quoted(referrer.column().name()),
                        Identifier.inPublic(referrer.table().name()),
                        table.name(),
                        referrer.table().name(),
                        referrer.column().name());
    }

    /** Creates the trigger on deletes. */
    public String deleteTrigger() {
        return "CREATE TRIGGER " + DELETE_TRIGGER + " AFTER DELETE ON " + Identifier.inPublic(table.name())
                + " REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION " + function + "()";
    }

    /** Creates the trigger on updates. */
    public String updateTrigger() {
        return "CREATE TRIGGER " + UPDATE_TRIGGER + " AFTER UPDATE ON " + Identifier.inPublic(table.name())
                + " REFERENCING OLD TABLE AS gone NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION " + function
                + "()";
    }

    /** Whether any table refers to this one. */
    public boolean isReferred() {
        return !referrers.isEmpty();
    }

    /**
     * Which of given keys are referred to. Parameter: the keys, {@code bigint[]}, once for each of {@link
     * #referrers()}.
     */
    public String referredKeys() {
        return referrers.stream()
                .map(referrer -> {
                    String column = Identifier.quoted(referrer.column().name());
                    return "SELECT " + column + " FROM "
                            + Identifier.inPublic(referrer.table().name()) + " WHERE " + column + " = ANY (?)";
                })
                .collect(Collectors.joining(" UNION "));
    }

    /** How many columns refer to the table. */
    public int referrers() {
        return referrers.size();
    }

    private record Referrer(Table table, Column column) {}
}
