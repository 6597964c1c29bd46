/** The package that builds messy databases. */
export type Demo = typeof import("@deepiri/reorganize-demo");

/** An SQLite file that it can make. */
export type MessyFile = Demo["messyFiles"][number];

/** The demo where it is installed; the engine works without it. */
export async function importDemo(): Promise<Demo | undefined> {
  try {
    return await import("@deepiri/reorganize-demo");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}
