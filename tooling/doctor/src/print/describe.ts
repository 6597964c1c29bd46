import { bold, dim, green, red, yellow } from "@deepiri/terminal";
import type { Report } from "../examine/examine.js";
import { type Code, codes } from "../finding/codes.js";
import { type Finding, type Severity, severities } from "../finding/finding.js";
import { gapText } from "./gap-text.js";
import { evidenceText, subjectText } from "./words.js";
import { wrap, wrapSql } from "./wrap.js";

const headings = {
  error: (text: string) => bold(red(text)),
  warning: (text: string) => bold(yellow(text)),
  info: (text: string) => bold(text),
} satisfies Record<Severity, (text: string) => string>;

/** So many of one kind are shown; the others are counted. */
const shown = 20;

/** Reports of one or more databases, for people: the worst first, each with its evidence and what mends it. */
export function describeReports(reports: readonly { title: string; report: Report }[]): string {
  const parts = reports.map(({ title, report }) =>
    [dim(wrap(title)), describe(report)].join("\n\n"),
  );
  return parts.join("\n\n");
}

function describe({ findings, notExamined }: Report): string {
  const sections = severities.flatMap((severity) => {
    const own = findings.filter((one) => one.severity === severity);
    return own.length === 0 ? [] : [section(severity, own)];
  });
  const gaps = notExamined.map((gap) => wrap(`not examined: ${gapText(gap)}`));
  return [
    ...sections,
    ...(gaps.length > 0 ? [gaps.join("\n")] : []),
    summary(findings, notExamined),
  ].join("\n\n");
}

function section(severity: Severity, findings: readonly Finding[]): string {
  return [
    headings[severity](counted(findings.length, severity)),
    ...groupByCode(findings).map(([code, own]) => group(code, own)),
  ].join("\n\n");
}

function groupByCode(findings: readonly Finding[]): [Code, Finding[]][] {
  const groups = new Map<Code, Finding[]>();
  for (const one of findings) groups.set(one.code, [...(groups.get(one.code) ?? []), one]);
  return [...groups];
}

function group(code: Code, findings: readonly Finding[]): string {
  const more = findings.length - shown;
  return [
    wrap(`${code}: ${codes[code]}`),
    ...findings.slice(0, shown).map(finding),
    ...(more > 0 ? [`  and ${more.toLocaleString("en-US")} more; --json shows all`] : []),
  ].join("\n");
}

function finding({ subject, evidence, remedy }: Finding): string {
  const seen = evidenceText(evidence);
  const mended = [
    ...(remedy.sql ?? []).map((sql) => `${sql};`),
    ...(remedy.command ? [remedy.command] : []),
  ];
  const place = remedy.migrationOf ? [`in a migration of ${remedy.migrationOf}:`] : [];
  return [
    wrap(subjectText(subject), "  "),
    ...(seen ? [wrap(seen, "    ")] : []),
    ...place.map((text) => wrap(text, "    ")),
    ...mended.map((text) => green(wrapSql(text, "    "))),
  ].join("\n");
}

const nouns = { error: "error", warning: "warning", info: "note" } satisfies Record<
  Severity,
  string
>;

function counted(count: number, severity: Severity): string {
  return `${count.toLocaleString("en-US")} ${nouns[severity]}${count === 1 ? "" : "s"}`;
}

function summary(findings: readonly Finding[], notExamined: Report["notExamined"]): string {
  const counts = severities.map((severity) =>
    counted(findings.filter((one) => one.severity === severity).length, severity),
  );
  const missed = [...new Set(notExamined.map(({ check }) => check))];
  return wrap(
    `${counts.join(", ")}${missed.length > 0 ? `; not examined: ${missed.join(", ")}` : ""}`,
  );
}
