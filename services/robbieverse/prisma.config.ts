import { definePackage } from "@deepiri/schema-engine/config";

export default definePackage(import.meta.dirname);
