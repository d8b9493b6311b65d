#!/usr/bin/env bash
# Run once, by PostgreSQL's image, when the database is empty: the roles of Rollcall and the registry, each with its
# database.
set -euo pipefail

psql --username "$POSTGRES_USER" --dbname postgres --set ON_ERROR_STOP=1 <<'SQL'
\getenv owner OWNER_PASSWORD
\getenv reader READER_PASSWORD
\getenv registry REGISTRY_PASSWORD
-- What fails is not to be logged with its password.
SET log_min_error_statement = panic;
CREATE ROLE rollcall LOGIN PASSWORD :'owner';
CREATE ROLE rollcall_reader LOGIN PASSWORD :'reader';
ALTER ROLE rollcall_reader SET default_transaction_read_only = on;
CREATE ROLE registry LOGIN PASSWORD :'registry';

CREATE DATABASE rollcall OWNER rollcall;
REVOKE ALL ON DATABASE rollcall FROM PUBLIC;
GRANT CONNECT ON DATABASE rollcall TO rollcall_reader;

CREATE DATABASE registry OWNER registry;
REVOKE ALL ON DATABASE registry FROM PUBLIC;

\connect rollcall
ALTER DEFAULT PRIVILEGES FOR ROLE rollcall GRANT USAGE ON SCHEMAS TO rollcall_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE rollcall GRANT SELECT ON TABLES TO rollcall_reader;
SQL
