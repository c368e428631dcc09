#!/usr/bin/env bash
# Makes models/ and evidence/ anew, by running what the product is made of: training, service under load, tests. Nothing here is written by hand.
# Afterwards set 'training.artifact.hash' and 'trained' in both manifests to what the training printed.
# './make-evidence.sh tests' leaves the model alone and makes what the tests leave: all that another SDK, or a change of the code, unbinds.
set -euo pipefail
cd "$(dirname "$0")"
version=${1:-1.1.0}
results=$(mktemp -d)
report="--property:MlGuardMode=report"

if [ "$version" != tests ]; then
  dotnet run -c Release --project Fraud.Training $report -- . "$version"
  dotnet run -c Release --project Fraud.Load $report -- .
fi
dotnet test Fraud.Tests -p:MlGuardMode=report --logger "trx;LogFileName=tests.trx" --collect "Code Coverage;Format=cobertura" --results-directory "$results"

# Names of machines, people and folders are nobody's business.
private() { sed -E "s#$PWD/##g; s#/_/samples/FraudDetection/##g; s# (storage|codeBase)=\"[^\"]*/# \1=\"#g; s# (computerName|runUser|agentName|name|runDeploymentRoot)=\"[^\"]*$(hostname)[^\"]*\"##g; /<UriAttachment>|<\/UriAttachment>|<A href=/d"; }
private < "$results/tests.trx" > evidence/tests.trx
private < "$(find "$results" -name '*.cobertura.xml' | head -1)" > evidence/coverage.cobertura.xml
rm -rf "$results"
dotnet build Fraud.Tests -t:MlGuardSeal -p:MlGuardMode=report
