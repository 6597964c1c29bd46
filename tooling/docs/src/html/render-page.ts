import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { DocsModel } from "../model/model.js";
import { safeJson } from "./safe-json.js";

/** One HTML file with everything in it: it asks for nothing else, and may not. */
export function renderPage(model: DocsModel): string {
  const script = readBundle("page.js");
  const style = readBundle("page.css");
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const title = escapeHtml(model.databases.map(({ name }) => name).join(", "));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}: tables</title>
<style>${style}</style>
</head>
<body>
<div id="page"><noscript>This page needs JavaScript, which is in this file.</noscript></div>
<script type="application/json" id="model">${safeJson(model)}</script>
<script>${script}</script>
</body>
</html>
`;
}

/** A file that `pnpm build` made of src/page. */
function readBundle(name: string): string {
  return readFileSync(new URL(`../../dist/page/${name}`, import.meta.url), "utf8");
}

/** What a policy names an inline text by. */
function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
