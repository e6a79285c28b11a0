#!/bin/sh
# pulumi.sh PROJECT REAL_PULUMI ARGUMENT...: runs Pulumi and keeps the passphrase salt out of the stacks' settings files.
# Pulumi writes it there unasked; the state has it too, and PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER makes Pulumi read it
# from there. Only the prepared environment of a state that is local to this project uses this script.
project=$1
real=$2
shift 2
kept="$project/.dockwire/settings"

mkdir -p "$kept"
for file in "$project"/Pulumi.*.yaml; do
	[ -f "$file" ] && ! grep -q '^encryptionsalt:' "$file" && cp "$file" "$kept/"
done

# In the background, so that a signal meant for Pulumi reaches it at once; with our standard input all the same. What runs
# in the background loses number 0 before its own redirections count (dash), so it is passed on as number 3.
exec 3<&0
"$real" "$@" <&3 3<&- &
child=$!
exec 3<&-
# Ctrl-C on a terminal reaches Pulumi without us, and a second one would make it stop at once.
trap '[ -t 0 ] || kill -INT $child 2>/dev/null' INT
trap 'kill -TERM $child 2>/dev/null' TERM
trap 'kill -HUP $child 2>/dev/null' HUP
wait $child
code=$?
while kill -0 $child 2>/dev/null; do # a trap ends `wait` before Pulumi has ended
	wait $child
	code=$?
done

if grep -q '^encryptionsalt:' "$project"/Pulumi.*.yaml 2>/dev/null; then
	node "$project/sandbox/state/restoreSettings.cjs" "$project" "$kept"
fi
exit $code
