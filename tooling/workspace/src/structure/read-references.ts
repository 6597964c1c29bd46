import { type Expression, parseSync, type StringLiteral, Visitor } from "oxc-parser";
import { WorkspaceError } from "../errors.js";

/** What a file refers to by a relative path, as written. */
export interface References {
  /** Imports, re-exports, `import("…")` and types of `import("…")`. */
  readonly imports: readonly string[];
  /** `new URL("…", import.meta.url)`. */
  readonly urls: readonly string[];
}

/**
 * Reads the relative paths that a file refers to. A path that is put together at run time is not
 * found.
 *
 * @throws WorkspaceError when the text is not TypeScript or JavaScript
 */
export function readReferences(file: string, text: string): References {
  const { program, errors } = parseSync(file, text);
  if (errors[0]) throw new WorkspaceError(`${file}: ${errors[0].message}`);
  const imports: string[] = [];
  const urls: string[] = [];
  const addImport = (source: Expression | StringLiteral | null): void => {
    if (isRelative(source)) imports.push(source.value);
  };
  new Visitor({
    ImportDeclaration: ({ source }) => addImport(source),
    ExportNamedDeclaration: ({ source }) => addImport(source),
    ExportAllDeclaration: ({ source }) => addImport(source),
    ImportExpression: ({ source }) => addImport(source),
    TSImportType: ({ source }) => addImport(source),
    NewExpression: ({ callee, arguments: [path, base] }) => {
      const isUrl = callee.type === "Identifier" && callee.name === "URL";
      if (isUrl && isImportMetaUrl(base) && isRelative(path)) urls.push(path.value);
    },
  }).visit(program);
  return { imports, urls };
}

type Node = { readonly type: string } | null | undefined;

function isRelative(node: Node): node is StringLiteral {
  return node?.type === "Literal" && /^\.{1,2}(\/|$)/.test(String((node as StringLiteral).value));
}

function isImportMetaUrl(node: Node): boolean {
  return (
    node?.type === "MemberExpression" && (node as { object?: Node }).object?.type === "MetaProperty"
  );
}
