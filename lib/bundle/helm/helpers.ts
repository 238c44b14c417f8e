/** Definitions that every chart has: what the hub computes in TypeScript when the values are known to it. */
export const HELPERS = `{{- /* The name of the release names all objects, so it obeys the same rule as the name of an install. */ -}}
{{- define "exporterhub.check" -}}
{{- if not (regexMatch "^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$" .Release.Name) -}}
{{- fail (printf "the release name %s must be lower-case letters, digits and dashes, start with a letter, at most 40 characters" .Release.Name) -}}
{{- end -}}
{{- end -}}

{{- /* Host and port of what is monitored, out of a URL or an address. */ -}}
{{- define "exporterhub.instance" -}}
{{- if regexMatch "^[a-z][a-z0-9+.-]*://" . -}}
{{- $host := regexReplaceAll "^[a-z][a-z0-9+.-]*://([^/?#]*@)?([^/?#]*).*$" . "\${2}" | lower -}}
{{- regexReplaceAll ":80$" $host "" -}}
{{- else -}}
{{- regexReplaceAll "[/?].*$" . "" -}}
{{- end -}}
{{- end -}}

{{- /* Milliseconds in a Prometheus duration. */ -}}
{{- define "exporterhub.ms" -}}
{{- $units := dict "ms" 1 "s" 1000 "m" 60000 "h" 3600000 "d" 86400000 "w" 604800000 "y" 31536000000 -}}
{{- $sum := 0 -}}
{{- range regexFindAll "[0-9]+[a-z]+" . -1 -}}
{{- $sum = add $sum (mul (regexFind "^[0-9]+" . | int64) (get $units (regexFind "[a-z]+$" .) | int64)) -}}
{{- end -}}
{{- $sum -}}
{{- end -}}
`
