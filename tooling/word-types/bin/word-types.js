#!/usr/bin/env node
import { generator } from "../src/generator.js";
import { serveGenerator } from "../src/serve-generator.js";

serveGenerator(await generator.getManifest(), generator.generate);
