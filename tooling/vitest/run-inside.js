import { Console } from "node:console";
import { Writable } from "node:stream";
import { noSweeps } from "./skip.js";

/** @type {typeof import("./run-inside.js").runsInside} */
export const runsInside = noSweeps !== undefined;

/** @type {Promise<unknown>} */
let before = Promise.resolve();

/** @type {typeof import("./run-inside.js").runInside} */
export function runInside(program, args, { cwd = process.cwd(), env = {} } = {}) {
  const run = before.then(() => inside(() => program(args), cwd, env));
  before = run.catch(() => {});
  return run;
}

/** What `process.exit` throws here, so that nothing after it is done. */
class Exit extends Error {}

/**
 * @param {() => Promise<void>} program
 * @param {string} cwd
 * @param {NodeJS.ProcessEnv} env
 */
async function inside(program, cwd, env) {
  const said = { stdout: "", stderr: "" };
  const saved = {
    env: { ...process.env },
    exitCode: process.exitCode,
    console,
    exit: process.exit,
  };
  const writes = [process.stdout.write, process.stderr.write];
  /** @type {number | undefined} */
  let exited;
  /** @param {"stdout" | "stderr"} stream */
  const hear = (stream) => {
    const sink = new Writable({
      write(chunk, _, done) {
        if (exited === undefined) said[stream] += chunk;
        done();
      },
    });
    process[stream].write = sink.write.bind(sink);
    return sink;
  };
  globalThis.console = new Console(hear("stdout"), hear("stderr"));
  process.exit = (code) => {
    exited ??= Number(code ?? process.exitCode ?? 0);
    throw new Exit(`process.exit(${exited})`);
  };
  const folder = process.cwd();
  process.chdir(cwd);
  process.exitCode = undefined;
  for (const name of Object.keys(process.env))
    if (name.endsWith("DATABASE_URL")) delete process.env[name];
  Object.assign(process.env, env);
  try {
    await program();
    return { code: exited ?? Number(process.exitCode ?? 0), ...said };
  } catch (error) {
    if (error instanceof Exit) return { code: exited ?? 1, ...said };
    throw error;
  } finally {
    process.chdir(folder);
    [process.stdout.write, process.stderr.write] = writes;
    globalThis.console = saved.console;
    process.exit = saved.exit;
    process.exitCode = saved.exitCode;
    for (const name of Object.keys(process.env)) if (!(name in saved.env)) delete process.env[name];
    Object.assign(process.env, saved.env);
  }
}
