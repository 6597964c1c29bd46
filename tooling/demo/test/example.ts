import { seed } from "@deepiri/demo";

const { rows, tables } = await seed({ scale: 4 });
console.log(`${rows} rows were new, in ${Object.keys(tables).length} tables`);
