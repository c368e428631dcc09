#!/usr/bin/env bash
# Makes the verdicts about the random networks anew. libtorch 2.10 wants the C++ library of Debian 13 or newer; where the machine has an
# older one, TORCH_RUN names a command that runs the program of a folder in such a system: TORCH_RUN FOLDER judge.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
verdicts="$here/../../tests/MlGuard.Analyzers.Tests/Networks/verdicts.txt"
output="$(mktemp -d)"
trap 'rm -rf "$output" "$here/Networks.g.cs"' EXIT

dotnet build "$here" -v q -o "$output/writer" >&2
dotnet "$output/writer/NetworkJudge.dll" write "$here/Networks.g.cs"
rm -rf "$here/obj" "$here/bin"
dotnet build "$here" -v q -o "$output/judge" -p:WithNetworks=true >&2
judge() {
    if [ -n "${TORCH_RUN:-}" ]; then "$TORCH_RUN" "$output/judge" judge "$1"; else dotnet "$output/judge/NetworkJudge.dll" judge "$1"; fi
}

count="$(grep -c '^public static class N' "$here/Networks.g.cs")"
said=""
while [ "${#said}" -lt "$count" ]; do
    said="$said$(judge "${#said}" 2>>"$output/why" || true)"
    # A network that ends the process throws.
    [ "${#said}" -ge "$count" ] || said="${said}0"
done
{ dotnet "$output/writer/NetworkJudge.dll" hash && echo "$said"; } >"$verdicts"
rm -rf "$here/obj" "$here/bin"
