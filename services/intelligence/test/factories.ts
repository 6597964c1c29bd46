import { defineFactory, type Factories, factoriesOn, type Place } from "@deepiri/test-database";
import type {
  Clause,
  Contract,
  ContractVersion,
  Lease,
  LeaseVersion,
  Obligation,
  ObligationDependency,
  Prisma,
} from "../src/generated/client.js";

const documentUrl = "https://files.example/first";
const reading = { documentUrl, rawText: "First reading", abstractedTerms: {} } as const;
const start = new Date("2026-01-01T00:00:00Z");
const end = new Date("2027-01-01T00:00:00Z");

const leases = defineFactory<Prisma.LeaseCreateManyInput, Lease>(
  "intelligence",
  "intelligence.leases",
)({}, (unique) => ({
  leaseNumber: `L-${unique}`,
  tenantName: "Tenant",
  propertyAddress: "1 Main Street",
  documentUrl,
  startDate: start,
  endDate: end,
}));

const leaseVersions = defineFactory<Prisma.LeaseVersionCreateManyInput, LeaseVersion>(
  "intelligence",
  "intelligence.lease_versions",
)({ lease: leases }, () => ({ versionNumber: 1, ...reading }));

const contracts = defineFactory<Prisma.ContractCreateManyInput, Contract>(
  "intelligence",
  "intelligence.contracts",
)({}, (unique) => ({
  contractNumber: `C-${unique}`,
  contractName: "Supply",
  partyA: "A",
  partyB: "B",
  effectiveDate: start,
  documentUrl,
}));

const contractVersions = defineFactory<Prisma.ContractVersionCreateManyInput, ContractVersion>(
  "intelligence",
  "intelligence.contract_versions",
)({ contract: contracts }, () => ({ versionNumber: 1, ...reading }));

const clauses = defineFactory<Prisma.ClauseCreateManyInput, Clause>(
  "intelligence",
  "intelligence.clauses",
)({ contract: contracts }, () => ({
  clauseType: "payment",
  clauseText: "Pay.",
  versionNumber: 1,
}));

// Of a lease, if nothing is said; of a contract alone: { contract, leaseId: null }.
const obligations = defineFactory<Prisma.ObligationCreateManyInput, Obligation>(
  "intelligence",
  "intelligence.obligations",
)({ lease: leases, contract: null }, () => ({
  description: "Pay the rent",
  obligationType: "PAYMENT",
  party: "tenant",
}));

const obligationDependencies = defineFactory<
  Prisma.ObligationDependencyCreateManyInput,
  ObligationDependency
>("intelligence", "intelligence.obligation_dependencies")(
  { sourceObligation: obligations, targetObligation: obligations },
  () => ({ dependencyType: "REQUIRES" }),
);

const intelligenceTables = {
  leases,
  leaseVersions,
  contracts,
  contractVersions,
  clauses,
  obligations,
  obligationDependencies,
};

/** Factories of intelligence's tables. */
export function intelligenceFactories(place: Place): Factories<typeof intelligenceTables> {
  return factoriesOn(intelligenceTables, place);
}
