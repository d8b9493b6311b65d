package io.rollcall.schemas.sql;

import java.util.List;

/** The schema {@code rollcall}: what the sink keeps beside the records, in the same transactions. */
public final class BookkeepingSql {

    /** The tables of the schema; a rollup must be named otherwise. */
    public static final List<String> TABLES = List.of("offsets", "batches", "receipts", "dead_letters");

    private BookkeepingSql() {}

    /** Creates what is missing. Receipts and offsets are updated over and over, so their pages are left room. */
    public static List<String> create() {
        return List.of(
                "CREATE SCHEMA IF NOT EXISTS rollcall",
                """
                CREATE TABLE IF NOT EXISTS rollcall.offsets (
                    topic text NOT NULL,
                    "partition" int NOT NULL,
                    next_offset bigint NOT NULL,
                    PRIMARY KEY (topic, "partition")) WITH (fillfactor = 20)""",
                """
                CREATE TABLE IF NOT EXISTS rollcall.batches (
                    id uuid PRIMARY KEY,
                    source text NOT NULL,
                    submitted_by text,
                    opened_at timestamptz NOT NULL,
                    closed_at timestamptz,
                    state text NOT NULL CHECK (state IN ('open', 'accepted', 'interrupted', 'failed')))""",
                "CREATE INDEX IF NOT EXISTS batches_by_time ON rollcall.batches (opened_at DESC, id)",
                """
                CREATE TABLE IF NOT EXISTS rollcall.receipts (
                    batch_id uuid NOT NULL,
                    table_name text NOT NULL,
                    chunk int NOT NULL,
                    rows int,
                    stored bit(1000) NOT NULL,
                    rejected bit(1000) NOT NULL,
                    PRIMARY KEY (batch_id, table_name, chunk)) WITH (fillfactor = 40)""",
                """
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
                    letter_text text)""",
                """
                COMMENT ON COLUMN rollcall.dead_letters.letter_text IS
                    'the letter to the letter, where jsonb cannot hold it (U+0000, half a surrogate pair, huge numbers)'""",
                "CREATE INDEX IF NOT EXISTS dead_letters_by_table ON rollcall.dead_letters (table_name, rejected_at, id)",
                "CREATE INDEX IF NOT EXISTS dead_letters_by_batch ON rollcall.dead_letters (batch_id, table_name, \"row\")",
                "CREATE INDEX IF NOT EXISTS dead_letters_by_code ON rollcall.dead_letters USING gin (codes)");
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
