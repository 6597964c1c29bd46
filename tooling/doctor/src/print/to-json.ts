import type { Report } from "../examine/examine.js";
import { codes } from "../finding/codes.js";
import type { Severity } from "../finding/finding.js";

/** A report for machines: the findings as they are, each with what its code means. */
export function toJson({ server, findings, notExamined }: Report) {
  const count = (severity: Severity): number =>
    findings.filter((one) => one.severity === severity).length;
  return {
    server: { version: server.version, standby: server.isStandby, login: server.login },
    errors: count("error"),
    warnings: count("warning"),
    notes: count("info"),
    findings: findings.map((one) => ({ ...one, meaning: codes[one.code] })),
    notExamined,
  };
}
