import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

/** @type {typeof import("./programs-path.js").programsPath} */
export async function programsPath(root) {
  const own = [...(await folderOfPnpm(root)), join(root, "node_modules/.bin")];
  return [...own, process.env.PATH].join(delimiter);
}

// What pnpm leaves in node_modules/.bin starts Node to start pnpm, which turbo would do for each task.
async function folderOfPnpm(root) {
  try {
    const path = createRequire(join(root, "package.json")).resolve("pnpm/native-binary.mjs");
    const { resolveInstalledBinary } = await import(pathToFileURL(path));
    return [dirname(resolveInstalledBinary())];
  } catch {
    return [];
  }
}
