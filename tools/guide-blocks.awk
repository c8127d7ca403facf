# The blocks of a guide (docs/*.md) as one script for bash, in their order.
#
# In:  a guide. Out, on stdout:
#   ```sh             commands, after a line `guide:<line of the block>`; `! command` must fail: -e does not look at those
#   ```yaml a/b.yaml  the file a/b.yaml, written where the commands before it left off
#   ```diff a/b.hbs   lines of that file that go (-) and come (+), between lines that stay: given to `change a/b.hbs`
#   ```text           what the commands before said, given to `said`
#   <!-- picture NAME PAGE MM FILE -->   `picture NAME PAGE MM FILE`
#   <!-- person DOES THIS -->, <!-- libreoffice FILE -->   what somebody does in an editor: a function of that name does it
# `change`, `said` and `picture` are functions of whoever runs a guide that has such blocks.
function begin(command) { printf "%s <<\"END_OF_BLOCK\"\n", command; inside = "words" }
inside == "" && /^```sh$/ { printf "echo \"guide:%d\"\n", NR; inside = "sh"; next }
inside == "" && /^```text$/ { begin("said"); next }
inside == "" && /^```diff [^ ]+$/ { begin("change \"" $2 "\""); next }
inside == "" && /^```[a-z]+ [^ ]+$/ { printf "mkdir -p \"$(dirname \"%s\")\"\n", $2; begin("cat > \"" $2 "\""); next }
inside == "" && /^<!-- picture [^ ]+ [0-9]+ [0-9]+ [^ ]+ -->$/ { printf "picture \"%s\" %d %d \"%s\"\n", $3, $4, $5, $6; next }
inside == "" && /^<!-- (person|libreoffice) .* -->$/ { sub(/^<!-- /, ""); sub(/ -->$/, ""); print; next }
/^```$/ { if (inside == "words") print "END_OF_BLOCK"; inside = ""; next }
inside == "sh" && /^! / { printf "if %s; then echo \"this should have been refused\"; exit 1; fi\n", substr($0, 3); next }
inside != "" { print }
