export { describeDatabase, type DescribeOptions } from "./model/describe-database.js";
export type * from "./model/model.js";
export { renderPage } from "./html/render-page.js";
