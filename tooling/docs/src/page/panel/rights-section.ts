import type { Right, Table } from "../../model/model.js";
import { element, nameOf } from "../element.js";
import { section } from "./section.js";

/** Who may do what with the table, role by role. */
export function rightsSection({ rights }: Table): HTMLElement {
  const roles = [...new Set(rights.map(({ role }) => role))];
  if (roles.length === 0)
    return section("Rights", element("p", { class: "muted", text: "Only its owner may use it." }));
  return section(
    "Rights",
    element(
      "dl",
      { class: "rights" },
      ...roles.flatMap((role) => describeRole(rights.filter((right) => right.role === role))),
    ),
  );
}

function describeRole(rights: readonly Right[]): HTMLElement[] {
  const [{ role, package: key } = { role: "" }] = rights;
  const onTable = rights.filter(({ columns }) => !columns).map(({ privilege }) => privilege);
  const onColumns = rights.filter(({ columns }) => columns);
  return [
    element("dt", { title: role }, nameOf(key ?? role)),
    element(
      "dd",
      {},
      onTable.length > 0 && element("div", { text: onTable.join(", ") }),
      ...onColumns.map(({ privilege, columns = [] }) =>
        element(
          "div",
          {},
          `${privilege} `,
          element("span", { class: "muted" }, "of ", nameOf(columns.join(", "))),
        ),
      ),
    ),
  ];
}
