# Runs the server given as arguments and ends it when the lifeline (standard input) says so or breaks.
# A line on the lifeline asks for a shutdown; its end means that the application is gone, and then patience is short.
log=$1
shift
exec 3<&0 </dev/null >"$log" 2>&1
# Only the lifeline ends the server: a signal to every process of the tree must not take the database away from requests in flight.
trap '' INT TERM HUP QUIT
"$@" 3<&- &
server=$!
(
  if read -r _ <&3; then
    kill -INT "$server"
  else
    kill -INT "$server"
    sleep 7
    kill -QUIT "$server"
  fi
) 2>/dev/null &
watcher=$!
exec 3<&-
wait "$server"
code=$?
kill -KILL "$watcher" 2>/dev/null
exit "$code"
