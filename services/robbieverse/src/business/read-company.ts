import { NotFound, whoAsks } from "@deepiri/database";
import type { RobbieverseTransaction } from "../client.js";
import type { Company } from "../generated/client.js";
import { type CompanyFigures, companyFigureColumns } from "./figures.js";

/** A company with what its deals and activities come to. */
export type CompanyWithFigures = Company & CompanyFigures;

/** A company with its figures. Throws NotFound when it is not there, or not for who asks to see. */
export async function readCompany(
  client: RobbieverseTransaction,
  id: string,
): Promise<CompanyWithFigures> {
  const organizationId = whoAsks().tenant;
  const key = { organizationId_id: { organizationId, id } };
  const company = await client.company.findUnique({ where: key });
  const [figures] = await client.$queryRawUnsafe<CompanyFigures[]>(
    `SELECT ${companyFigureColumns} FROM business.company_figures AS figures
     WHERE figures.organization_id = $1::uuid AND figures.company_id = $2::uuid`,
    ...[organizationId, id],
  );
  if (!company || !figures) throw new NotFound("business.companies", id);
  return { ...company, ...figures };
}

/** Which companies are listed. */
export interface CompanyListing {
  /** At most so many, 50 if left out. */
  readonly limit?: number;
  /** The last company of the page before. */
  readonly after?: { readonly name: string; readonly id: string };
}

/** The active companies that who asks may see, by name, with their figures, a page at a time. */
export async function listCompanies(
  client: RobbieverseTransaction,
  { limit = 50, after }: CompanyListing = {},
): Promise<CompanyWithFigures[]> {
  const organizationId = whoAsks().tenant;
  // The page is cut before its figures are counted.
  const rows = await client.$queryRawUnsafe<({ id: string } & CompanyFigures)[]>(
    `SELECT figures.company_id AS id, ${companyFigureColumns}
     FROM (
       SELECT id, name FROM business.companies
       WHERE organization_id = $1::uuid AND is_active AND ($2::text IS NULL OR (name, id) > ($2, $3::uuid))
       ORDER BY name, id LIMIT $4::integer
     ) AS page
     JOIN business.company_figures AS figures
       ON figures.organization_id = $1::uuid AND figures.company_id = page.id
     ORDER BY page.name, page.id`,
    ...[organizationId, after?.name ?? null, after?.id ?? null, limit],
  );
  const found = await client.company.findMany({ where: { id: { in: rows.map(({ id }) => id) } } });
  const companies = new Map(found.map((company) => [company.id, company]));
  return rows.flatMap(({ id, ...figures }) => {
    const company = companies.get(id);
    return company ? [{ ...company, ...figures }] : [];
  });
}
