from django.urls import path

from mestieri.www import public

urlpatterns = [path("<slug:centre_slug>/cerca/", public.home, name="find")]
