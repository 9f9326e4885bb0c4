"""Pages that misbehave, so that the tests can see the watch on the browser at work."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from mestieri.kernel.access import public_page

SHELL = (
    '<!doctype html><html lang="it"><title>Prova</title><link rel="icon" href="data:,">{}</html>'
)


def answering(body: str, status: int = 200) -> object:
    @public_page
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(SHELL.format(body), status=status)

    return view


@public_page
def with_cookie(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(SHELL.format("<main><h1>Cookie</h1></main>"))
    response.set_cookie("memory", "of you")
    return response


urlpatterns = [
    path("good/", answering("<main><h1>Benvenuta, benvenuto</h1></main>")),
    path("inline-script/", answering("<script>document.title = 'inline'</script>")),
    path("other-host/", answering('<img src="http://elsewhere.invalid/eye.png" alt="">')),
    path("broken/", answering("<h1>500</h1>", status=500)),
    path("cookie/", with_cookie),
    path("unreadable/", answering("<main><h1>Foto</h1><img src='data:,'><input></main>")),
    path("wide/", answering("<main><h1>Largo</h1><pre>" + "largo " * 400 + "</pre></main>")),
]
