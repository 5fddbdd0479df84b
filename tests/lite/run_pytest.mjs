// Runs pytest in Pyodide: node run_pytest.mjs PYODIDE COURSE PACKAGES ARGUMENTS...
import { pathToFileURL } from "node:url";

// Node would print the line of an error, and that is all of Pyodide.
process.on("uncaughtException", (error) => {
  console.error(`${error.name}: ${error.message}`.slice(-3000));
  process.exit(3);
});
const [pyodide, course, packages, ...rest] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`));
const python = await loadPyodide({ indexURL: `${pyodide}/`, packages: ["nets-by-hand"], stdout: console.log });
for (const [name, root] of [["/course", course], ["/packages", packages]]) {
  python.FS.mkdirTree(name);
  python.FS.mount(python.FS.filesystems.NODEFS, { root }, name);
}
python.globals.set("rest", python.toPy(rest));
process.exitCode = await python.runPythonAsync(`
import os, sys
sys.path.insert(0, "/packages")  # a whole pygments is among them
os.chdir("/course")
os.environ["COLUMNS"] = "600"  # a failure and its reason on one line
import pytest
int(pytest.main([*rest, "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--tb=line"]))
`);
