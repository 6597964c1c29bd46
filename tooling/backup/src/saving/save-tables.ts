import type { Table } from "../catalog/tables.js";
import type { SavedTable } from "../folder/manifest.js";
import type { PartialFolder } from "../folder/partial-folder.js";
import { copyOut, type Passed, type RowSum, sumRows } from "../rows/copy-rows.js";
import type { OnTable } from "../rows/on-table.js";
import { copyOutSql, type RowSource } from "../rows/row-source.js";
import { inLanes } from "../session/lanes.js";
import type { Session } from "../session/session.js";
import type { Snapshot } from "../session/snapshot.js";

const rowsFolder = "rows";

/** Writes one file for each table, while the server adds up its rows in another session of the same moment. */
export async function saveTables(
  folder: PartialFolder,
  { sessions }: Snapshot,
  sources: readonly RowSource[],
  onTable?: OnTable,
): Promise<SavedTable[]> {
  await folder.makeFolder(rowsFolder);
  const saved = sources.map((source, at) => new SavedRows(source, fileOf(source.table, at)));
  const jobs = saved.flatMap((one) => [
    (session: Session) => one.copy(session, folder),
    (session: Session) => one.add(session),
  ]);
  await inLanes(sessions, jobs, async (session, job) => {
    await job(session);
    for (const one of saved) one.tell(onTable);
  });
  return saved.map((one) => one.saved);
}

/** A name for a person; the number makes it one of its own on any file system. */
function fileOf({ schema, name }: Table, at: number): string {
  const readable = `${schema}.${name}`.replace(/[^\w.-]+/g, "_").slice(0, 100);
  return `${rowsFolder}/${String(at + 1).padStart(4, "0")}-${readable}.copy`;
}

/** The rows of one table on their way into its file. */
class SavedRows {
  #passed: Passed | undefined;
  #sum: RowSum | undefined;
  #isTold = false;

  constructor(
    readonly source: RowSource,
    readonly file: string,
  ) {}

  async copy({ client }: Session, folder: PartialFolder): Promise<void> {
    this.#passed = await copyOut(client, copyOutSql(this.source), folder.createFile(this.file));
  }

  async add({ client }: Session): Promise<void> {
    this.#sum = await sumRows(client, this.source);
  }

  tell(onTable?: OnTable): void {
    if (this.#isTold || !this.#passed || !this.#sum) return;
    this.#isTold = true;
    const { schema, name } = this.source.table;
    onTable?.({ schema, name, rows: this.#sum.rows });
  }

  get saved(): SavedTable {
    const { schema, name, columns } = this.source.table;
    return {
      schema,
      name,
      columns: columns.map((one) => one.name),
      ...(this.#sum as RowSum),
      file: this.file,
      ...(this.#passed as Passed),
    };
  }
}
