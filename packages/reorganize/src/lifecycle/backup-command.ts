import { withoutPassword } from "@deepiri/database";

/** What to type for a backup of the database at this URL. */
export function backupCommand(url: string, folder = "FOLDER"): string {
  return `pnpm db backup --url '${withoutPassword(url)}' --out ${folder}`;
}
