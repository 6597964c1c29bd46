const { engines } = require("./package.json");

const source = "@deepiri/source";

/**
 * What `pnpm pack:tools` writes for others: a package as it runs from compiled code, without what only this
 * workspace uses. In the workspace itself a package's source is what its tests import.
 */
function beforePacking({ devDependencies, scripts, private: _, ...manifest }) {
  return { ...manifest, engines, exports: packedExports(manifest.exports) };
}

function packedExports(exports = {}) {
  return Object.fromEntries(
    Object.entries(exports).map(([name, target]) => [name, packedTarget(target)]),
  );
}

function packedTarget(target) {
  if (typeof target !== "string") {
    const { [source]: _, ...compiled } = target;
    return compiled;
  }
  const compiled = /^\.\/src\/(.*)\.ts$/.exec(target)?.[1];
  return compiled === undefined
    ? target
    : { types: `./dist/${compiled}.d.ts`, default: `./dist/${compiled}.js` };
}

module.exports = { hooks: { beforePacking } };
