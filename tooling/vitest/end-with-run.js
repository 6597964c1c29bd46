// A worker whose run was killed would go on for as long as its test has something open. Vitest
// replaces process.exit, and a worker that ends by itself needs no help.
process.once("disconnect", () => {
  setTimeout(() => process.kill(process.pid, "SIGKILL"), 1_000).unref();
});
