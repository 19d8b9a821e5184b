// Unpacks the test browser, which an npm package holds inside itself, into .browser/ (needs no system library and no font of the machine).
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";

const out = path.resolve(".browser");
const packed = path.resolve("node_modules/@sparticuz/chromium/bin");

fs.mkdirSync(out, { recursive: true });

const unpacked = (name) => zlib.brotliDecompressSync(fs.readFileSync(path.join(packed, name)));

fs.writeFileSync(path.join(out, "chromium"), unpacked("chromium.br"), { mode: 0o755 });

// Shared libraries and fonts are tar files. The directory of the libraries becomes LD_LIBRARY_PATH in tools/runtests.py.
for (const name of ["al2023", "fonts"]) {
  const tar = path.join(out, `${name}.tar`);
  fs.writeFileSync(tar, unpacked(`${name}.tar.br`));
  execFileSync("tar", ["xf", tar, "-C", out]);
  fs.rmSync(tar);
}

// Chromium dies when it finds no font at all, and a bare machine has none.
fs.writeFileSync(
  path.join(out, "fonts.conf"),
  `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${out}/fonts</dir><cachedir>${out}/fccache</cachedir><config></config></fontconfig>
`,
);
