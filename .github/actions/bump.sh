#!/usr/bin/env bash
# For each entry with a newer release upstream: a pull request where a recipe can record it, else an issue that says a
# capture is needed. A recipe is .github/recipes/<id>.sh of the default branch: it gets VERSION and prints what
# `exporterhub capture` wrote. Needs gh, jq and git; runs in a clone of the registry.
set -euo pipefail
code=0
node scripts/bin.js outdated --json > outdated.json || code=$?
[ "$code" -le 1 ] || { cat outdated.json; exit "$code"; }
jq -r '.outdated[] | [.id, .current, .latest, .url] | @tsv' outdated.json > outdated.tsv
rm outdated.json
start=$(git rev-parse HEAD)
while IFS=$'\t' read -r id current latest url; do
  title="$id: $latest is released"
  branch="bump/$id-$latest"
  recipe=".github/recipes/$id.sh"
  if [ -f "$recipe" ]; then
    [ -z "$(git ls-remote --heads origin "$branch")" ] || continue
    VERSION=$latest bash "$recipe" > recorded.prom
    impact=0
    node scripts/bin.js bump "$id" --catalog catalog --version "$latest" --capture recorded.prom > impact.txt 2>&1 || impact=$?
    rm recorded.prom
    [ "$impact" -le 1 ] || { cat impact.txt; exit "$impact"; }
    git checkout --quiet -b "$branch" "$start"
    git add catalog
    git commit --quiet -m "$id $latest: recorded"
    git push --quiet origin "$branch"
    { echo "Release: $url"; echo; sed 's/^/    /' impact.txt; } > body.md
    gh pr create --head "$branch" --title "$title" --body-file body.md
    git checkout --quiet "$start"
  else
    open=$(gh issue list --state all --search "$title in:title" --json title --jq '.[].title')
    ! grep -qxF "$title" <<<"$open" || continue
    printf '%s\n' "The entry was recorded with $current. Release: $url" "" "A capture of $latest is needed:" "" \
      "    npx exporterhub capture http://localhost:<port>/metrics -o new.prom" \
      "    npx exporterhub bump $id --capture new.prom" > body.md
    gh issue create --title "$title" --body-file body.md
  fi
  rm -f body.md impact.txt
done < outdated.tsv
rm outdated.tsv
