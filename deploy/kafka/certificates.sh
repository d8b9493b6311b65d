#!/usr/bin/env bash
# Makes what TLS needs between Kafka and its clients: an authority of our own, whose key stays in /authority and whose
# certificate, /ca/ca.pem, is for everybody; a key for the brokers in /broker and one for their administrator in /admin.
# What is there already is left as it is; only the brokers' key is made anew if their hosts (HOSTS) are others.
set -euo pipefail

readonly STORE=(-storetype PKCS12 -storepass:env KAFKA_STORE_PASSWORD)
readonly KEY=(-keyalg EC -groupname secp256r1 -validity 3650)
readonly AUTHORITY=/authority/authority.p12
# As whom Kafka's image and kafka-access run.
readonly READER=1000

umask 077

if ! [ -s /ca/ca.pem ]; then
  rm -f "$AUTHORITY" /broker/* /admin/*
  keytool -genkeypair -alias authority -dname CN=rollcall "${KEY[@]}" -ext bc:c=ca:true -ext ku:c=keyCertSign \
    -keystore "$AUTHORITY" "${STORE[@]}"
  keytool -exportcert -rfc -alias authority -keystore "$AUTHORITY" "${STORE[@]}" >/ca/new.pem
  chmod 644 /ca/new.pem
  mv /ca/new.pem /ca/ca.pem
fi

# NAME EXTENSION...: /NAME/NAME.p12, a key of its own with a certificate that our authority has signed
certify() {
  local name=$1 folder
  shift
  folder=$(mktemp -d)
  local own=(-keystore "$folder/$name.p12" "${STORE[@]}")
  keytool -genkeypair -alias "$name" -dname "CN=$name" "${KEY[@]}" "${own[@]}"
  keytool -certreq -alias "$name" "${own[@]}" \
    | keytool -gencert -rfc -alias authority -validity 3650 "$@" -keystore "$AUTHORITY" "${STORE[@]}" \
      >"$folder/signed.pem"
  keytool -importcert -noprompt -alias authority -file /ca/ca.pem "${own[@]}"
  keytool -importcert -noprompt -alias "$name" -file "$folder/signed.pem" "${own[@]}"
  chown "$READER" "$folder/$name.p12"
  cp -p "$folder/$name.p12" "/$name/new"
  mv "/$name/new" "/$name/$name.p12"
}

if ! [ -s /broker/broker.p12 ] || [ "$(cat /broker/hosts)" != "$HOSTS" ]; then
  certify broker -ext "san=$HOSTS" -ext eku=serverAuth,clientAuth
  printf '%s' "$HOSTS" >/broker/hosts
fi
if ! [ -s /admin/admin.p12 ]; then
  certify admin -ext eku=clientAuth
fi
chown "$READER" /broker /admin
