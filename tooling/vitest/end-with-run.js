// A worker whose run was killed would go on for as long as its test has something open. Vitest
// replaces process.exit, and a worker that ends by itself needs no help.
function endSoon() {
  setTimeout(() => process.kill(process.pid, "SIGKILL"), 1_000).unref();
}

// This is loaded for each test file, of which a worker may run many.
if (!process.listeners("disconnect").some(({ name }) => name === endSoon.name))
  process.once("disconnect", endSoon);
