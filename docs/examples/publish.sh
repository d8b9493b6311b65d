#!/usr/bin/env bash
# Publishes a row to raw.TABLE with kcat, its fields in the order of the table's columns, each as text; an empty one is
# null:
#
#   docs/examples/publish.sh TABLE FIELD...
#
# BOOTSTRAP and REGISTRY say where Kafka and the registry are; KAFKA_USERNAME, KAFKA_PASSWORD and KAFKA_CA how to
# sign in.
# The first field is taken for the key. Needs kcat and curl.
set -euo pipefail
if [ $# -lt 2 ]; then
  echo "usage: publish.sh TABLE FIELD..." >&2
  exit 2
fi
table=$1
shift
topic=raw.$table
registry=${REGISTRY:-http://localhost:8081/apis/ccompat/v7}

# A non-negative number as Avro writes it: doubled, seven bits a byte, the least ones first.
long() {
  local rest=$(($1 * 2))
  while ((rest > 127)); do
    printf "\\x$(printf %02x $((rest & 127 | 128)))"
    rest=$((rest >> 7))
  done
  printf "\\x$(printf %02x "$rest")"
}

# A field of the lenient schema ["null", "long", "string"]: which of the three, and of a text its length in bytes and
# itself.
field() {
  local LC_ALL=C
  if [ -z "$1" ]; then
    long 0
  else
    long 2
    long ${#1}
    printf %s "$1"
  fi
}

# Confluent's wire format: a zero byte, the schema's id in four bytes, Avro. A record in Avro is its fields in a row.
record() {
  local id=$1 text
  shift
  printf "\\x00\\x$(printf %08x "$id" | sed 's/../&\\x/g; s/\\x$//')"
  for text; do
    field "$text"
  done
}

count() {
  grep -oF "$1" <<<"$2" | wc -l
}

# The id of the newest version that takes everything; versions that are stricter are other producers' own. Such a
# version has a union of the three for each field, and as many names as fields besides its own.
lenient_schema() {
  local versions version answer
  versions=$(curl -fsS "$registry/subjects/$topic-value/versions")
  for version in $(tr -c 0-9 '\n' <<<"$versions" | sort -rn); do
    answer=$(curl -fsS "$registry/subjects/$topic-value/versions/$version")
    if (($(count '[\"null\",\"long\",\"string\"]' "$answer") == $(count '\"name\":' "$answer") - 1)); then
      sed 's/.*"id": *\([0-9]*\).*/\1/' <<<"$answer"
      return
    fi
  done
  echo "the registry has no lenient schema under $topic-value" >&2
  return 1
}

id=$(lenient_schema)
value=$(mktemp)
trap 'rm "$value"' EXIT
record "$id" "$@" >"$value"

settings() {
  printf 'bootstrap.servers=%s\n' "${BOOTSTRAP:-localhost:9092}"
  printf 'message.timeout.ms=30000\n'
  printf 'partitioner=murmur2_random\n' # the partition that Java's clients take for a key
  if [ -n "${KAFKA_USERNAME:-}" ]; then
    printf 'security.protocol=SASL_SSL\nsasl.mechanism=SCRAM-SHA-512\n'
    printf 'sasl.username=%s\nsasl.password=%s\n' "$KAFKA_USERNAME" "$KAFKA_PASSWORD"
  fi
  if [ -n "${KAFKA_CA:-}" ]; then
    printf 'ssl.ca.location=%s\n' "$KAFKA_CA"
  fi
}

kcat -q -F <(settings) -P -t "$topic" ${1:+-k "$1"} -H source=publish.sh "$value"
