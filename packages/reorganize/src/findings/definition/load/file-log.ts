import type { Failure } from "./failure.js";
import type { FoundObject } from "./found-objects.js";
import type { LoadedFile } from "./loaded.js";
import type { PassedOver } from "./passed-over.js";
import type { Placed } from "./placed.js";
import { type Subject, subjectText } from "./subject.js";

type Entries = {
  -readonly [Key in keyof LoadedFile]: LoadedFile[Key] extends readonly (infer One)[]
    ? One[]
    : LoadedFile[Key];
};

/** What is written down of a file while it is loaded. */
export class FileLog {
  readonly #entries: Entries;

  constructor(file: string, statements: number) {
    const none = {
      failed: [],
      skipped: [],
      notRun: [],
      replaced: [],
      undone: [],
      made: [],
      notMade: [],
    };
    this.#entries = { file, statements, ...none };
  }

  get entries(): LoadedFile {
    return this.#entries;
  }

  /** @param schema where the session makes what is named without one */
  fail({ line, subject }: Placed, failure: Failure, schema: string): void {
    this.#entries.failed.push({ line, statement: subjectText(subject), ...failure });
    this.#miss(subject, schema);
  }

  #miss({ makes, name, table, method, schema: own }: Subject, schema: string): void {
    if (makes !== undefined && name !== undefined)
      this.#entries.notMade.push({
        kind: makes,
        schema: own ?? schema,
        name,
        table: table ?? null,
        method: method ?? null,
      });
  }

  refuseSyntax(line: number, statement: string, failure: Failure): void {
    this.#entries.failed.push({ line, statement, ...failure });
  }

  leaveOut({ line, subject }: Omit<Placed, "statement">, reason: string): void {
    this.#entries.notRun.push({ line, statement: subjectText(subject), reason });
    if (subject.makes === "extension") this.#miss(subject, "");
  }

  /** Writes down what a statement passed over, or one in its body. */
  skip(placed: Placed, { alike, differences, subject }: PassedOver, schema: string): void {
    const own = subject ?? placed.subject;
    this.#miss(own, schema);
    this.#entries.skipped.push({
      line: placed.line,
      statement: subjectText(own),
      alike,
      differences,
    });
  }

  replace({ line, subject }: Placed): void {
    this.#entries.replaced.push({ line, statement: subjectText(subject) });
  }

  undo(line: number, reason: string): void {
    this.#entries.undone.push({ line, reason });
  }

  make(objects: readonly FoundObject[]): void {
    this.#entries.made.push(...objects);
  }
}
