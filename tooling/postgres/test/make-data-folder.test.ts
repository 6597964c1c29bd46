import { mkdir, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { beforeEach, expect, test } from "vitest";
import { findBinaries, program } from "../src/binaries.js";
import { DataFolderNotMadeError } from "../src/index.js";
import { chooseLauncher } from "../src/launcher.js";
import { hasDataFolder, makeDataFolder } from "../src/make-data-folder.js";
import { useDirectory } from "./fixture/use-directory.js";

const directory = useDirectory();
const data = () => path.join(directory.path, "data");
const make = async (initdb: string) =>
  await makeDataFolder(data(), initdb, { launcher: await chooseLauncher(undefined) });

beforeEach(async () => await mkdir(directory.path));

// Writes half of a data folder, says why, and fails.
const halfWay = `#!/bin/sh
for word; do case $word in --pgdata=*) folder=\${word#--pgdata=};; esac; done
echo 18 > "$folder/PG_VERSION"; mkdir "$folder/base"
echo 'could not write to file "pg_wal/xlogtemp.1": No space left on device' >&2
exit 1
`;

test("keeps nothing of a data folder that failed half way, and says why", async () => {
  const initdb = path.join(directory.parent, "initdb");
  await writeFile(initdb, halfWay, { mode: 0o755 });
  const attempt = make(initdb);
  await expect(attempt).rejects.toThrow(DataFolderNotMadeError);
  await expect(attempt).rejects.toThrow(/No space left on device\s+initdb ended with exit code 1/);
  expect(await readdir(directory.path)).toEqual([]);
});

test("removes what a killed attempt left, and makes the folder whole", async () => {
  const draft = `${data()}.making-1`;
  await mkdir(path.join(draft, "base"), { recursive: true });
  await make(program(await findBinaries(), "initdb"));
  expect(await hasDataFolder(data())).toBe(true);
  expect(await readdir(directory.path)).toEqual(["data"]);
});

test("says which program is missing", async () => {
  await expect(make(path.join(directory.parent, "nothing"))).rejects.toThrow(/ENOENT|exit code/);
});
