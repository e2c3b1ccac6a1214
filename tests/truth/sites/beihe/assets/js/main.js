$(".tab-hd li").hover(function(){var i=$(this).index();$(this).addClass("on").siblings().removeClass("on");$(this).closest(".tab").find(".tab-bd").eq(i).show().siblings(".tab-bd").hide();});
function toSearch(){var k=$("#searchInput").val();window.open("/search/?q="+encodeURIComponent(k));}
