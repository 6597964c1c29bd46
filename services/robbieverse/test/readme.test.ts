import { testReadme } from "@deepiri/test-database";

testReadme(import.meta.dirname);
