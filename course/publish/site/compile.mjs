// Turns Python sources into the bytecode that Pyodide itself would make of them, with Pyodide itself, under Node.
// A browser that need not compile them starts in half the time. Called as: node compile.mjs PYODIDE JOBS.json
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [pyodide, jobs] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`));
const python = await loadPyodide({ indexURL: `${pyodide}/` });
python.FS.mkdirTree("/host");
python.FS.mount(python.FS.filesystems.NODEFS, { root: "/" }, "/host");
python.globals.set("jobs", readFileSync(jobs, "utf-8"));
python.globals.set("program", readFileSync(new URL("compile.py", import.meta.url), "utf-8"));
python.runPython("exec(compile(program, 'compile.py', 'exec'))");
