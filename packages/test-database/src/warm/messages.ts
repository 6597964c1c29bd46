import type { Wanted } from "../maintenance/template.js";

/** What a worker tells the keeper; one JSON object a line. */
export type Message =
  /** Wants a clone of a package's template. */
  | { readonly ask: number; readonly take: Wanted }
  /** Wants a database of its own to outlive the run; the answer is its new address. */
  | { readonly ask: number; readonly keep: string }
  /** Needs a database of its own no longer. */
  | { readonly drop: string }
  /** Has waited so many milliseconds for databases. */
  | { readonly waited: number; readonly since: number; readonly what: Wait };

/** What a test waits for. */
export type Wait = "template" | "clone" | "other";

/** What the keeper answers to a message with that number. */
export type Answer = { readonly ask: number } & (
  | {
      readonly done: string;
      /** Which of the workspace's databases the clone is like. */
      readonly database?: string;
      /** The template had to be made or looked up first. */
      readonly first?: true;
    }
  | { readonly error: string }
);

/** Calls `handle` for each line of a stream, whatever pieces it arrives in. */
export function onLines(
  stream: { on(event: "data", listener: (piece: Buffer) => void): unknown },
  handle: (line: string) => void,
): void {
  let rest = "";
  stream.on("data", (piece) => {
    const lines = (rest + piece.toString()).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) handle(line);
  });
}
