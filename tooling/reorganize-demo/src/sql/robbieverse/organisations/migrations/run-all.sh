#!/bin/sh
# Runs them all, and does not write down which.
for file in "$(dirname "$0")"/0*.sql; do psql "$DATABASE_URL" -f "$file"; done
