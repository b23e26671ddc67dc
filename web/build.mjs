// Bundles echarts.entry.js into FOLDER/echarts.js, takes the finished scripts of other packages as
// they are, and lists all of it, with licence texts, in FOLDER/licences.json. The bundle is written
// last: where it exists, the build is whole.
//
//     node build.mjs FOLDER
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const folder = process.argv[2];
if (!folder) throw new Error("Say where to: node build.mjs FOLDER");

const result = await build({
  absWorkingDir: here,
  entryPoints: ["echarts.entry.js"],
  bundle: true,
  minify: true,
  format: "iife",
  globalName: "echarts",
  target: ["es2020"],
  charset: "ascii", // the bundle is inlined into pages; it must not depend on their encoding
  legalComments: "none", // the whole texts stand at the top instead
  metafile: true,
  write: false,
});

// Files that packages ship ready to use, under the names that pages ask for.
const finished = {
  "htmx.org": { "dist/htmx.min.js": "htmx.js" },
  "swagger-ui-dist": { "swagger-ui-bundle.js": "swagger.js", "swagger-ui.css": "swagger.css" },
};

const bundled = await Promise.all(bundledPackages(result.metafile).map(licenceOf));
const licences = [...bundled, ...(await Promise.all(Object.keys(finished).map(licenceOf)))];
const banner = bundled.map(({ name, version, licence, text }) =>
  `${name} ${version} (${licence})\n\n${text.replaceAll("*/", "* /")}`);
const script = `/*!\n${banner.join("\n\n----\n\n")}\n*/\n${result.outputFiles[0].text}`;

await mkdir(folder, { recursive: true });
for (const [name, files] of Object.entries(finished)) {
  for (const [from, to] of Object.entries(files)) {
    await writeWhole(join(folder, to), await readFile(join(here, "node_modules", name, from), "utf8"));
  }
}
await writeWhole(join(folder, "licences.json"), `${JSON.stringify(licences, null, 2)}\n`);
await writeWhole(join(folder, "echarts.js"), script);

// What really went in, not what was installed: esbuild's own account of its inputs.
function bundledPackages({ inputs }) {
  const names = Object.keys(inputs).map((path) =>
    path.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1]);
  return [...new Set(names.filter(Boolean))].sort();
}

// A finished script has parts of its own, whose notices its makers lay beside it.
async function noticesOf(name) {
  const besides = Object.keys(finished[name] ?? {}).map((file) =>
    join(here, "node_modules", name, `${file}.LICENSE.txt`));
  const texts = await Promise.all(besides.map((path) => readFile(path, "utf8").catch(missing)));
  return texts.filter(Boolean);
}

function missing(error) {
  if (error.code !== "ENOENT") throw error;
  return null;
}

async function licenceOf(name) {
  const root = join(here, "node_modules", name);
  const { version, license } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  const entries = await readdir(root, { withFileTypes: true, recursive: true });
  const files = entries
    .filter((entry) => entry.isFile() && /^(licen[cs]e|notice)/i.test(entry.name))
    .filter((entry) => !entry.parentPath.includes("node_modules", root.length))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (files.length === 0) throw new Error(`${name} ${version} comes without a licence text.`);
  const own = await Promise.all(files.map((file) => readFile(file, "utf8")));
  const texts = [...own, ...(await noticesOf(name))];
  return { name, version, licence: license, text: texts.map((text) => text.trim()).join("\n\n") };
}

async function writeWhole(path, text) {
  await writeFile(`${path}.part`, text);
  await rename(`${path}.part`, path);
}
