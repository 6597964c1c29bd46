import type { Clients } from "../clients.js";
import { demoId } from "../story/demo-id.js";
import { daysAgo } from "../story/demo-time.js";
import type { Part } from "../story/part.js";
import { type Written, write } from "../write.js";

const amounts = [950, 950, 2400];

/** One vendor a part with three invoices, the last of them odd; and what things usually cost. */
export async function addVendors({ cyrex }: Clients, parts: readonly Part[]): Promise<Written[]> {
  return Promise.all([
    write(
      "cyrex.cyrex_vendors",
      cyrex.cyrexVendor.createMany({
        data: parts.map(({ index }) => ({
          vendorId: vendorId(index),
          vendorName: vendorName(index),
          industriesServed: ["hosting"],
          totalInvoicesAnalyzed: amounts.length,
          totalInvoiceAmount: 4300,
          averageInvoiceAmount: 1433.33,
          fraudFlagsCount: 1,
          currentRiskScore: 42.5,
          riskLevel: "medium" as const,
        })),
        skipDuplicates: true,
      }),
    ),
    write(
      "cyrex.cyrex_invoices",
      cyrex.cyrexInvoice.createMany({
        data: parts.flatMap(({ index }) =>
          amounts.map((totalAmount, place) => ({
            invoiceId: demoId("invoice", index, place),
            vendorId: vendorId(index),
            vendorName: vendorName(index),
            industry: "hosting",
            invoiceNumber: `DEMO-${index + 1}-${place + 1}`,
            invoiceDate: daysAgo(75 - 30 * place),
            totalAmount,
            fraudDetected: place === 2,
            riskScore: place === 2 ? 80 : 10,
            riskLevel: place === 2 ? "high" : "low",
            fraudIndicators: place === 2 ? ["price above benchmark"] : [],
          })),
        ),
        skipDuplicates: true,
      }),
    ),
    write(
      "cyrex.cyrex_pricing_benchmarks",
      cyrex.cyrexPricingBenchmark.createMany({
        data: [null, "Ghent"].map((location) => ({
          benchmarkId: demoId("benchmark", location ?? "anywhere"),
          serviceType: "demo hosting",
          industry: "hosting",
          location,
          minPrice: 800,
          avgPrice: location === null ? 1000 : 950,
          maxPrice: 1300,
          unit: "month",
          sampleSize: 12,
        })),
        skipDuplicates: true,
      }),
    ),
  ]);
}

function vendorId(part: number): string {
  return `demo-vendor-${part + 1}`;
}

function vendorName(part: number): string {
  return `Northern Hosting ${part + 1}`;
}
