package io.rollcall.schemas.sql;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * The schema {@code rollcall}: what the sink keeps beside the records, in the same transactions. Receipts and offsets
 * are updated over and over, so their pages are left room.
 */
public final class BookkeepingSql {

    /** The column of {@code offsets} that says which rebuild, if any, keeps the sink from storing the partition. */
    public static final String HELD_BY = "held_by";

    private static final String OFFSETS = """
            CREATE TABLE IF NOT EXISTS rollcall.offsets (
                topic text NOT NULL,
                "partition" int NOT NULL,
                next_offset bigint NOT NULL,
                held_by uuid,
                PRIMARY KEY (topic, "partition")) WITH (fillfactor = 20)""";
    private static final String BATCHES = """
            CREATE TABLE IF NOT EXISTS rollcall.batches (
                id uuid PRIMARY KEY,
                source text NOT NULL,
                submitted_by text,
                opened_at timestamptz NOT NULL,
                closed_at timestamptz,
                state text NOT NULL CHECK (state IN ('open', 'accepted', 'interrupted', 'failed')))""";
    private static final String BATCHES_BY_TIME =
            "CREATE INDEX IF NOT EXISTS batches_by_time ON rollcall.batches (opened_at DESC, id)";
    private static final String RECEIPTS = """
            CREATE TABLE IF NOT EXISTS rollcall.receipts (
                batch_id uuid NOT NULL,
                table_name text NOT NULL,
                chunk int NOT NULL,
                rows int,
                stored bit(1000) NOT NULL,
                rejected bit(1000) NOT NULL,
                PRIMARY KEY (batch_id, table_name, chunk)) WITH (fillfactor = 40)""";
    private static final String DEAD_LETTERS = """
            CREATE TABLE IF NOT EXISTS rollcall.dead_letters (
                id text PRIMARY KEY,
                table_name text NOT NULL,
                batch_id uuid,
                "row" bigint,
                source text,
                submitted_by text,
                topic text NOT NULL,
                "partition" int NOT NULL,
                "offset" bigint NOT NULL,
                rejected_at timestamptz NOT NULL,
                codes text[] NOT NULL,
                letter jsonb NOT NULL,
                letter_text text)""";
    private static final String LETTER_TEXT = """
            COMMENT ON COLUMN rollcall.dead_letters.letter_text IS
                'the letter to the letter, where jsonb cannot hold it (U+0000, half a surrogate pair, huge numbers)'""";
    private static final String LETTERS_BY_TABLE =
            "CREATE INDEX IF NOT EXISTS dead_letters_by_table ON rollcall.dead_letters (table_name, rejected_at, id)";
    private static final String LETTERS_BY_BATCH =
            "CREATE INDEX IF NOT EXISTS dead_letters_by_batch ON rollcall.dead_letters (batch_id, table_name, \"row\")";
    private static final String LETTERS_BY_CODE =
            "CREATE INDEX IF NOT EXISTS dead_letters_by_code ON rollcall.dead_letters USING gin (codes)";
    /** A row for each restore or replay that is going on, as long as it holds partitions. */
    private static final String REBUILDS = """
            CREATE TABLE IF NOT EXISTS rollcall.rebuilds (
                id uuid PRIMARY KEY,
                tables text[] NOT NULL,
                publishes boolean NOT NULL,
                started_at timestamptz NOT NULL DEFAULT now())""";

    private static final SequencedMap<String, List<String>> DEFINITIONS = definitions();

    /** The tables of the schema; a rollup must be named otherwise. */
    public static final List<String> TABLES = List.copyOf(DEFINITIONS.keySet());

    private BookkeepingSql() {}

    private static SequencedMap<String, List<String>> definitions() {
        SequencedMap<String, List<String>> definitions = new LinkedHashMap<>();
        definitions.put("offsets", List.of(OFFSETS));
        definitions.put("batches", List.of(BATCHES, BATCHES_BY_TIME));
        definitions.put("receipts", List.of(RECEIPTS));
        definitions.put(
                "dead_letters",
                List.of(DEAD_LETTERS, LETTER_TEXT, LETTERS_BY_TABLE, LETTERS_BY_BATCH, LETTERS_BY_CODE));
        definitions.put("rebuilds", List.of(REBUILDS));
        return Collections.unmodifiableSequencedMap(definitions);
    }

    /** Creates what is missing of all tables. */
    public static List<String> create() {
        return create(TABLES);
    }

    /** Creates what is missing of some of the {@link #TABLES}. */
    public static List<String> create(Collection<String> tables) {
        Stream<String> statements = DEFINITIONS.entrySet().stream()
                .filter(definition -> tables.contains(definition.getKey()))
                .flatMap(definition -> definition.getValue().stream());
        return Stream.concat(Stream.of("CREATE SCHEMA IF NOT EXISTS rollcall"), statements)
                .toList();
    }

    /** Adds {@link #HELD_BY} to offsets that were created before there were rebuilds. */
    public static String addHeldBy() {
        return "ALTER TABLE rollcall.offsets ADD COLUMN " + HELD_BY + " uuid";
    }

    /** Sends the sink back to the beginning of topics, whose rows are locked in its order. Parameter: the topics. */
    public static String readAgain() {
        return """
                WITH locked AS (SELECT topic, "partition" FROM rollcall.offsets WHERE topic = ANY (?)
                    ORDER BY 1, 2 FOR UPDATE)
                UPDATE rollcall.offsets AS kept SET next_offset = 0 FROM locked
                WHERE kept.topic = locked.topic AND kept."partition" = locked."partition\"""";
    }

    /** Lets a role read everything there is and will be. */
    public static List<String> grantReading(String role) {
        String reader = Identifier.quoted(role);
        return List.of(
                "GRANT USAGE ON SCHEMA public, rollcall TO " + reader,
                "GRANT SELECT ON ALL TABLES IN SCHEMA public, rollcall TO " + reader,
                "ALTER DEFAULT PRIVILEGES IN SCHEMA public, rollcall GRANT SELECT ON TABLES TO " + reader);
    }
}
