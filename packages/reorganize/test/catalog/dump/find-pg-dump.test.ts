import { findPgDump } from "@deepiri/database";
import { expect, it } from "vitest";
import { readDump } from "../../../src/catalog/dump/read-dump.js";
import { withGround } from "../../fixture/apply-plan.js";
import { withPgDump } from "../../fixture/pg-dump-program.js";

it("takes the pg_dump of the PATH when it is as new as the server or newer", () =>
  withPgDump("99.1", "", ({ env }) =>
    withGround("", async ({ session }) => {
      expect(await findPgDump(session, env)).toEqual({
        code: "found",
        program: "pg_dump",
        version: "99.1",
      });
    }),
  ));

it("says that the one of the PATH is older than the server, or takes the one beside the server", () =>
  withPgDump("14.9", "", ({ env }) =>
    withGround("", async ({ session, rows }) => {
      const [{ server } = {}] = await rows(
        "SELECT split_part(current_setting('server_version'), ' ', 1) AS server",
      );
      const found = await findPgDump(session, env);
      if (found.code === "found") expect(found.program).toMatch(/.\/pg_dump$/);
      else expect(found).toEqual({ code: "older", version: "14.9", server });
    }),
  ));

it("says that there is none, or takes the one beside the server", () =>
  withGround("", async ({ session }) => {
    const found = await findPgDump(session, { PATH: "" });
    if (found.code === "found") expect(found.program).toMatch(/.\/pg_dump$/);
    else expect(found).toEqual({ code: "absent" });
  }));

it("runs nothing that a server on another machine names", () =>
  withGround("", async ({ session }) => {
    const query: typeof session.query = (sql, values) => session.query(sql, values);
    const elsewhere = { url: "postgresql://db.example/x", query };
    expect(await findPgDump(elsewhere, { PATH: "" })).toEqual({ code: "absent" });
  }));

it("tells pg_dump the whole URL in its environment, and nothing in its arguments", () =>
  withPgDump(
    "99.1",
    'echo "$@" >&2; env | grep ^PG | sort | tr "\\n" " " >&2; exit 1',
    async (program) => {
      const url =
        "postgresql://ada:s%3Acret@127.0.0.1:4711/shop%20two?sslmode=no-verify&connect_timeout=7&options=-c%20work_mem%3D5MB";
      const found = {
        code: "found",
        program: `${program.folder}/pg_dump`,
        version: "99.1",
      } as const;
      const env = { ...program.env, PGSERVICE: "elsewhere", PGHOSTADDR: "192.0.2.1" };
      const told = async () => {
        const dumped = await readDump(found, url, env);
        return dumped.code === "refused" ? dumped.reason : dumped;
      };
      expect(await told()).toBe(
        "--schema-only --exclude-schema=_reorganize --no-password --lock-wait-timeout=10s",
      );
      await withPgDump(
        "99.1",
        'env | grep ^PG | sort | tr "\\n" " " >&2; exit 1',
        async (other) => {
          const dumped = await readDump({ ...found, program: `${other.folder}/pg_dump` }, url, env);
          expect(dumped).toEqual({
            code: "refused",
            version: "99.1",
            reason:
              "PGAPPNAME=deepiri reorganize PGCONNECT_TIMEOUT=7 PGDATABASE=shop two PGHOST=127.0.0.1 " +
              "PGOPTIONS=-c work_mem=5MB PGPASSWORD=s:cret PGPORT=4711 PGSSLMODE=require PGUSER=ada",
          });
        },
      );
    },
  ));
