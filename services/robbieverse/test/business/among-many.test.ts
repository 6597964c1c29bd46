import { expect, it } from "vitest";
import { findContacts, listCompanies, readCompany } from "../../src/index.js";
import { useRobbieverse } from "../use-robbieverse.js";

const { db, open, as, memberships, companies } = useRobbieverse();

const many = process.env.TEST_SWEEPS === "1" ? 20_000 : 3_000;

it("figures of a company are read by way of its own deals, and a page's before others are counted", async () => {
  const member = await memberships.create();
  const company = await companies.create({ name: "Aaa" });
  await db.owner.query(
    `INSERT INTO business.companies (organization_id, name)
       SELECT '${member.organizationId}', 'Company ' || n FROM generate_series(1, ${many / 10}) AS n;
     INSERT INTO business.contacts (organization_id, first_name, last_name)
       SELECT '${member.organizationId}', 'Given' || n, 'Family' || n FROM generate_series(1, ${many / 2}) AS n;
     INSERT INTO business.deals (organization_id, deal_name, amount, company_id)
       SELECT organization_id, 'Engines', 10, id FROM business.companies, generate_series(1, 10);
     ANALYZE business.companies, business.contacts, business.deals, business.activities`,
  );
  await as(member, async () => {
    const plan = await open.client.$queryRawUnsafe<{ "QUERY PLAN": string }[]>(
      `EXPLAIN SELECT * FROM business.company_figures
       WHERE organization_id = '${member.organizationId}' AND company_id = '${company.id}'`,
    );
    const text = plan.map((row) => row["QUERY PLAN"]).join("\n");
    expect(text).toContain("deals_organization_id_company_id_idx");
    expect(text).not.toContain("Seq Scan on deals");

    const told: Record<string, number> = {};
    const timed = async <Result>(name: string, work: () => Promise<Result>) => {
      await work();
      const start = performance.now();
      const result = await work();
      told[name] = Math.round(performance.now() - start);
      return result;
    };
    const one = await timed("one company, ms", () => readCompany(open.client, company.id));
    expect(one).toMatchObject({ dealCount: 10, dealValue: "100.00" });
    const page = await timed("a page of 50, ms", () => listCompanies(open.client));
    expect(page.map(({ dealCount }) => dealCount)).toEqual(Array(50).fill(10));
    const all = await timed("all companies by value, ms", () =>
      open.client.$queryRawUnsafe<{ deal_count: number }[]>(
        "SELECT deal_count FROM business.company_figures ORDER BY deal_value DESC LIMIT 50",
      ),
    );
    expect(all[0]).toEqual({ deal_count: 10 });
    const found = await timed("contacts by name, ms", () =>
      findContacts(open.client, "family77 given77"),
    );
    expect(found[0]).toMatchObject({ fullName: "Given77 Family77" });
    if (process.env.TEST_SWEEPS === "1") console.info(many, "deals:", told);
  });
});
