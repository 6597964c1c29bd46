import { addContractVersion } from "@deepiri/intelligence";
import { createIntelligenceClient } from "@deepiri/intelligence/client";

const intelligence = createIntelligenceClient();
const contract = await intelligence.contract.findFirstOrThrow();
const version = await addContractVersion(intelligence, contract.id, {
  documentUrl: "https://files.example/contract.pdf",
  rawText: "1. Payment is due within 30 days.",
  abstractedTerms: { paymentDays: 30 },
  clauses: [{ clauseNumber: "1", clauseType: "payment", clauseText: "Due within 30 days." }],
});
console.log(`version ${version.versionNumber} of ${contract.contractName}`);
await intelligence.close();
