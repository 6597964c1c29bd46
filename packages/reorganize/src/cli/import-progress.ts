import type { ImportEvent } from "@deepiri/sqlite-import";
import { counted } from "@deepiri/terminal";
import type { Progress } from "./progress.js";

/** Shows how an import goes: what is done, and how many rows of a table are loaded in a second. */
export function importProgress(progress: Progress, file: string): (event: ImportEvent) => void {
  let begun = 0;
  return (event) => {
    switch (event.kind) {
      case "reading":
        return progress.begin(`Reading ${file}`);
      case "checking":
        return progress.update(`Checking that ${file} is whole`);
      case "looking":
        return progress.update(`Looking at the values of ${event.table}`);
      case "copying":
        if (event.rows === 0) begun = performance.now();
        return progress.update(`Loading ${event.table}: ${share(event, begun)}`);
      case "comparing":
        return progress.update(`Comparing ${event.table}, ${counted(event.rows, "row")}`);
      case "adding keys":
        return progress.update(`Adding the keys of ${event.table}`);
    }
  };
}

function share(
  { rows, of }: { readonly rows: number; readonly of: number },
  begun: number,
): string {
  const seconds = (performance.now() - begun) / 1000;
  const rate = rows === 0 ? "" : `, ${counted(Math.round(rows / seconds), "row")}/s`;
  return `${rows.toLocaleString("en-US")} of ${counted(of, "row")}${rate}`;
}
